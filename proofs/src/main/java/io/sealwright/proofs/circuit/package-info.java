/**
 * The statements that proofs compress, as rank-one constraint systems: every <em>constraint</em> is
 * (a)·(b) = (c) over <em>linear combinations</em> of <em>variables</em>. <em>Inputs</em> are
 * public, the first being the constant 1; all others are <em>auxiliary</em>. A <em>gadget</em> adds
 * the variables and constraints of one operation. Their order is the reference's (proofs
 * specification, sections 6.1 to 6.3 and 7.5), for keys are made for it. Must not know of curves or
 * keys.
 */
@NullMarked
package io.sealwright.proofs.circuit;

import org.jspecify.annotations.NullMarked;
