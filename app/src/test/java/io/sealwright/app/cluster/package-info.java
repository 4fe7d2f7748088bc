/**
 * A cluster of real processes, which are killed, frozen and run out of space as those of operators
 * are.
 */
@NullMarked
package io.sealwright.app.cluster;

import org.jspecify.annotations.NullMarked;
