/**
 * What every process has in common that runs until it is told to end: its log, its answers to
 * {@code /health} and {@code /metrics}, and its end. A {@link io.sealwright.app.daemon.Daemon}
 * consists of {@linkplain io.sealwright.app.daemon.Part parts}, and must not know what they do.
 */
@NullMarked
package io.sealwright.app.daemon;

import org.jspecify.annotations.NullMarked;
