/**
 * Shared storage as each host sees it: in one <em>check</em> every host that has a path leaves a
 * mark there, looks for the marks of the others, and reports; what the reports mean together is
 * decided here. Touches no disk and asks nobody.
 */
@NullMarked
package io.sealwright.engine.storage.shared;

import org.jspecify.annotations.NullMarked;
