/** The declarations of a miner's API, by group. */
@NullMarked
package io.sealwright.lotus.api.miner;

import org.jspecify.annotations.NullMarked;
