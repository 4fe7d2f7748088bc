/**
 * The program: where the world enters. {@link io.sealwright.app.Main} starts it, {@link
 * io.sealwright.app.Sealwright} is the root of its commands, and {@link io.sealwright.app.Program}
 * turns a command line into an exit code. Only this module asks for the time, for randomness or for
 * the end of the process; everything below is given them. It must not know how sectors are sealed:
 * that is asked of the engine.
 */
@NullMarked
package io.sealwright.app;

import org.jspecify.annotations.NullMarked;
