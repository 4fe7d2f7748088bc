/**
 * A chain out of one folder and into another, as a CAR file, and what a folder may forget. Must not
 * know how blocks are made.
 */
@NullMarked
package io.sealwright.devchain.chain.snapshot;

import org.jspecify.annotations.NullMarked;
