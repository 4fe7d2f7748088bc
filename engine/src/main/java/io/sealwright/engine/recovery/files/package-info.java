/**
 * Files as recovery needs them: copied so that they outlive a power cut, folders held by one
 * process at a time, scratch that may be removed. Knows nothing of sectors.
 */
@NullMarked
package io.sealwright.engine.recovery.files;

import org.jspecify.annotations.NullMarked;
