/**
 * Files in the making. An <em>attempt</em> is one try at one stage of a sector: a folder of its own
 * on the path it writes to, held by a lock, named after the stage and the fencing token. Nothing
 * outside it is written until a <em>publication</em> renames its content into place, which whoever
 * owns the fence lets happen or not. So a process that froze and wakes up when its task is
 * another's finds only its own folder to write into.
 *
 * <p>An attempt whose process died is taken over by the next one of the same stage, by rename, or
 * is garbage. Knows nothing of proofs and of what a stage does.
 */
@NullMarked
package io.sealwright.engine.stage.attempt;

import org.jspecify.annotations.NullMarked;
