/** A whole cluster in one process, and what may go wrong with it, in an order that a seed gives. */
@NullMarked
package io.sealwright.engine.faults;

import org.jspecify.annotations.NullMarked;
