/**
 * Poseidon, the hash of trees over labels and replicas, for 2, 4, 8 and 11 children.
 *
 * <p>A hash is a permutation of a <em>state</em> of arity + 1 field elements: the domain tag and
 * the children. A <em>full round</em> raises every element to the fifth power, a <em>partial
 * round</em> only the first; each then mixes the state with a matrix and adds constants. A
 * <em>schedule</em> is the constants of one arity, rescaled so that the matrix holds small
 * integers. A <em>batch</em> hashes as many preimages as it has <em>lanes</em>: one in plain Java,
 * eight or sixteen with vectors, and as many as a <em>kernel</em> in native code takes, which gets
 * the schedule as a plan. The package knows nothing of trees, files or threads, nor where a kernel
 * is from.
 */
@NullMarked
package io.sealwright.proofs.poseidon;

import org.jspecify.annotations.NullMarked;
