/** Our proofs before the reference program, and its proofs before ours. */
@NullMarked
package io.sealwright.proofs.reference;

import org.jspecify.annotations.NullMarked;
