/**
 * What is told of a proof of spacetime: its stages, the sectors it left out, and lines of a log.
 */
@NullMarked
package io.sealwright.engine.duty.report;

import org.jspecify.annotations.NullMarked;
