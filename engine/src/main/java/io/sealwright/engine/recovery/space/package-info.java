/**
 * Whether disks and memory suffice, told with figures before anything starts. A <em>place</em> is a
 * folder that will be written to and the file system below it. Knows sizes; does not know sectors'
 * contents.
 */
@NullMarked
package io.sealwright.engine.recovery.space;

import org.jspecify.annotations.NullMarked;
