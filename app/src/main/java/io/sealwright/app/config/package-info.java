/**
 * What an operator may set, in {@code sealwright.toml}: {@link io.sealwright.app.config.Keys} lists
 * it, {@link io.sealwright.app.config.ConfigFile} reads it, and a {@link
 * io.sealwright.app.config.Configuration} is what came of it, all of it checked. Must not know who
 * uses it.
 */
@NullMarked
package io.sealwright.app.config;

import org.jspecify.annotations.NullMarked;
