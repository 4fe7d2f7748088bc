/**
 * {@code sectors remove}, {@code terminate}, {@code reset} and {@code rescue}: a plan first, with
 * what speaks for and against it and what it costs, and with {@code --apply} what it permits. Of
 * our own miner the facts come from its API; of a lotus-miner they are collected here.
 */
@NullMarked
package io.sealwright.app.cli.clearing;

import org.jspecify.annotations.NullMarked;
