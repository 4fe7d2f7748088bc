/** The miner of a cluster as a part of a process. */
@NullMarked
package io.sealwright.app.miner;

import org.jspecify.annotations.NullMarked;
