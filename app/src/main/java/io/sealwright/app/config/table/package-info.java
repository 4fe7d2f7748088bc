/**
 * Configuration described once: a {@link io.sealwright.app.config.table.Key} says where a value
 * stands, what it may be and what it is unless given; {@link
 * io.sealwright.app.config.table.TableReader} reads and checks a file by the description, and
 * {@link io.sealwright.app.config.table.TableText} writes it out. Must not know which keys there
 * are.
 */
@NullMarked
package io.sealwright.app.config.table;

import org.jspecify.annotations.NullMarked;
