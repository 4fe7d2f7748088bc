/**
 * Sealing a sector, for the first time or again. A <em>bench</em> is the temporary folder one
 * sector is made in; a <em>plan</em> says for each sector what is to be done; the <em>report</em>
 * says what became of it. What to do is decided in pure functions; {@link
 * io.sealwright.engine.recovery.SectorRecovery} and {@link
 * io.sealwright.engine.recovery.FirstSealing} act. Knows nothing of chains, terminals or exit
 * codes.
 */
@NullMarked
package io.sealwright.engine.recovery;

import org.jspecify.annotations.NullMarked;
