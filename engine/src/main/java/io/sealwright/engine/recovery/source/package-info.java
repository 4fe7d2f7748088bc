/**
 * Where the facts come from that a lost sector is sealed again with. Each <em>source</em> (a file,
 * what sealing left beside the sector, a lotus-miner, its backup, chain state, the pre-commit
 * message) answers what it knows; {@link io.sealwright.engine.recovery.source.Verdict} decides from
 * the answers, without asking anybody. {@link io.sealwright.engine.recovery.source.SectorSearch} is
 * the place that asks. Must not know how sectors are sealed.
 */
@NullMarked
package io.sealwright.engine.recovery.source;

import org.jspecify.annotations.NullMarked;
