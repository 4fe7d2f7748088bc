/**
 * A cluster in virtual time: sectors go from AP to FIN on hosts that exist as values only, planned
 * by a real planner. It shows what a plan does over days within seconds, with workers that freeze
 * past their leases. Time and chance are the caller's.
 */
@NullMarked
package io.sealwright.engine.schedule.rehearsal;

import org.jspecify.annotations.NullMarked;
