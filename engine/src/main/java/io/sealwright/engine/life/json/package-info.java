/**
 * Records as JSON, for a database to keep: states and events of sectors, and those of other parts.
 * Knows the format and nothing else.
 */
@NullMarked
package io.sealwright.engine.life.json;

import org.jspecify.annotations.NullMarked;
