/**
 * What operators do to storage paths while a cluster runs: {@code storage attach}, {@code detach}
 * and {@code check}. The first two also take a lotus-miner, on its own host, as far as it goes.
 */
@NullMarked
package io.sealwright.app.cli.storage;

import org.jspecify.annotations.NullMarked;
