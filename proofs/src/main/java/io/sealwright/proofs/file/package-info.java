/**
 * Files as the proofs need them: written beside their place and renamed when they are complete,
 * mapped for reading, and, when they are only scratch, removed. Knows nothing of what they hold.
 */
@NullMarked
package io.sealwright.proofs.file;

import org.jspecify.annotations.NullMarked;
