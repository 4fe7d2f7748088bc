/**
 * Drives a miner's sectors: {@link io.sealwright.engine.driver.Driver} looks at the chain, the
 * records and the files, asks the life cycle what each sector needs, and does that one thing.
 * {@link io.sealwright.engine.driver.MinerRuntime} runs it with all that belongs to a miner.
 */
@NullMarked
package io.sealwright.engine.driver;

import org.jspecify.annotations.NullMarked;
