/**
 * The commands. One parses its request, checks what can be checked at once, asks the engine, prints
 * what came of it and returns an exit code; decisions are the engine's. Commands do not know each
 * other.
 */
@NullMarked
package io.sealwright.app.cli;

import org.jspecify.annotations.NullMarked;
