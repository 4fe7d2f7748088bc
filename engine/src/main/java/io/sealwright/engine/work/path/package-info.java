/**
 * The storage paths of a host as its disks have them: entered at the start of a worker, and looked
 * at for as long as it runs. Must not know what lies on them.
 */
@NullMarked
package io.sealwright.engine.work.path;

import org.jspecify.annotations.NullMarked;
