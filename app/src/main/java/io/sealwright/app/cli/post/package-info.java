/**
 * The commands about proofs of spacetime that nobody sends: a <em>rehearsal</em> of a deadline on a
 * miner's own storage. Must not know a chain.
 */
@NullMarked
package io.sealwright.app.cli.post;

import org.jspecify.annotations.NullMarked;
