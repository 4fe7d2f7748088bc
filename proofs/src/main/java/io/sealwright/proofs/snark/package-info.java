/**
 * The second half of proving: openings become proofs of 192 bytes a partition, and such proofs are
 * verified, with keys from files of the reference's names. Each kind of proof and size of sector
 * has a <em>parameter set</em>: {@code .params} to prove with, {@code .vk} to verify with.
 */
@NullMarked
package io.sealwright.proofs.snark;

import org.jspecify.annotations.NullMarked;
