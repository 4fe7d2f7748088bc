/**
 * JSON that the processes of a cluster pass to each other between the phases of sealing: pulling
 * values out of it, and what phase 1 hands on. What a commit's first half hands on is in {@code
 * vanilla}.
 */
@NullMarked
package io.sealwright.proofs.json;

import org.jspecify.annotations.NullMarked;
