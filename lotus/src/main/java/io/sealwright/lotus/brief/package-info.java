/**
 * The few words wanted of answers that are long or many. A <em>brief</em> is what a list shows of a
 * sector; it is read token by token out of an answer fifty times its size. Must not know how the
 * answers are obtained.
 */
@NullMarked
package io.sealwright.lotus.brief;

import org.jspecify.annotations.NullMarked;
