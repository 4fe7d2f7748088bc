/**
 * Measurements: microbenchmarks of the hot loops, and whole phases timed the way the reference
 * program times its own, so that the two can be paired. Measures; asserts nothing.
 */
@NullMarked
package io.sealwright.bench;

import org.jspecify.annotations.NullMarked;
