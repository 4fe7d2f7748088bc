/**
 * What must be known of a sector to seal it again, and the file that carries it from where the
 * chain's state is to where sectors are sealed. A <em>known sector</em> has its ticket, proof,
 * commitment and pieces. Knows the file format; does not know how sectors are sealed.
 */
@NullMarked
package io.sealwright.engine.recovery.metadata;

import org.jspecify.annotations.NullMarked;
