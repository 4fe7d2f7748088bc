/**
 * Logs of Lotus: what a line says, in whichever of its forms it is written, and files of lines that
 * grow and are rotated. It must not know what a line means for an operator.
 */
@NullMarked
package io.sealwright.lotus.log;

import org.jspecify.annotations.NullMarked;
