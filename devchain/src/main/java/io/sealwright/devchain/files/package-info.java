/**
 * Small files in a node's folder, written so that a power cut leaves the old content or the new,
 * and the lock that keeps other processes out. Must not know what the files mean.
 */
@NullMarked
package io.sealwright.devchain.files;

import org.jspecify.annotations.NullMarked;
