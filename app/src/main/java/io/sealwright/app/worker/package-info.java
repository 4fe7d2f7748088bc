/**
 * A worker as a part of a process: its paths, its stages and its tasks, put together from the
 * configuration.
 */
@NullMarked
package io.sealwright.app.worker;

import org.jspecify.annotations.NullMarked;
