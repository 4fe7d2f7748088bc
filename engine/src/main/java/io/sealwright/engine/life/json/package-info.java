/**
 * States and events of sectors as JSON, for a database to keep. Knows the format and nothing else.
 */
@NullMarked
package io.sealwright.engine.life.json;

import org.jspecify.annotations.NullMarked;
