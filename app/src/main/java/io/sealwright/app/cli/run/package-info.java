/** Processes of a cluster that have the miner. Must not know what a miner does. */
@NullMarked
package io.sealwright.app.cli.run;

import org.jspecify.annotations.NullMarked;
