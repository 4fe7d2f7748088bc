/**
 * What all commands share: how they end ({@link io.sealwright.app.shell.ExitCode}, {@link
 * io.sealwright.app.shell.CommandFailure}), in which language they speak, and how they report. It
 * must not know any command.
 */
@NullMarked
package io.sealwright.app.shell;

import org.jspecify.annotations.NullMarked;
