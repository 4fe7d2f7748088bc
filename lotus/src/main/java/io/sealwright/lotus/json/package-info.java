/**
 * How values of the protocol are written in Lotus's JSON, both ways. A record's form is declared
 * once, as the names and forms of its fields. Addresses carry the letter of a network, so forms
 * with addresses in them are made for one. Must not know which method carries which value.
 *
 * <p>An empty list or string of bytes is written as {@code null}, as Go writes what it read from
 * the chain, and read from {@code null} or empty alike. Fields that are not known are ignored.
 */
@NullMarked
package io.sealwright.lotus.json;

import org.jspecify.annotations.NullMarked;
