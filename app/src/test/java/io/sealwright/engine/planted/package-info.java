/** Violations of the architecture, so that its test is seen to find them. Nothing uses them. */
@NullMarked
package io.sealwright.engine.planted;

import org.jspecify.annotations.NullMarked;
