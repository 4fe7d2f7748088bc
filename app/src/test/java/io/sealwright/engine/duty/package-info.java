/**
 * The duty of proving against a dev chain in this process, which the engine itself does not know.
 */
@NullMarked
package io.sealwright.engine.duty;

import org.jspecify.annotations.NullMarked;
