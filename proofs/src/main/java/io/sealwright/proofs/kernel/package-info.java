/**
 * The hot loops in C that stand beside those in Java. A <em>kernel</em> is one of them: labels of a
 * run of nodes, Poseidon, multiples of points of the curve, and transforms of polynomials. The
 * library that holds them is built where a C compiler was found and travels in the jar; each kernel
 * is used when it is there, the processor has its instructions, and it passes a check of its
 * answers. {@link Kernels} tells which are.
 *
 * <p>The sizes of all memory that goes to a kernel are checked here: C checks none. Knows nothing
 * of files of sectors, of layers, trees or proofs.
 */
@NullMarked
package io.sealwright.proofs.kernel;

import org.jspecify.annotations.NullMarked;
