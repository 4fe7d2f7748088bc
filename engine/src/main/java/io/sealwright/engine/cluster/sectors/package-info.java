/**
 * The sectors of a miner as a list shows them: the miner's own record beside what is on the chain.
 * A <em>row</em> is one record, also a blank one, which is shown as what it is.
 */
@NullMarked
package io.sealwright.engine.cluster.sectors;

import org.jspecify.annotations.NullMarked;
