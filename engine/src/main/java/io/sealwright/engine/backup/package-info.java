/**
 * A backup of a lotus-miner's metadata, read offline. An <em>entry</em> is a key and its value as
 * the miner's store had them; a <em>sector record</em> is what the miner remembers of one sector; a
 * <em>blank record</em> is one whose own number is not the number it is filed under. Files are read
 * once, from front to end, so their size does not matter. Knows nothing of servers.
 */
@NullMarked
package io.sealwright.engine.backup;

import org.jspecify.annotations.NullMarked;
