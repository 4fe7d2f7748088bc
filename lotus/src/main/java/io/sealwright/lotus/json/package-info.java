/**
 * How values of the protocol are written in Lotus's JSON, both ways. A record's form is declared
 * once, as the names and forms of its fields. Addresses carry the letter of a network, so forms
 * with addresses in them are made for one. Must not know which method carries which value.
 *
 * <p>Nothing that was recorded of a real network is lost by reading and writing. An empty list is
 * {@code null} or {@code []} depending on where it stands: {@code list()} writes the latter, {@code
 * slice} the former, and where both were seen the value is an {@code Optional}. All are read from
 * either, and empty bytes are {@code null}. What servers of v1.13 do not say is read as what it
 * then meant ({@code orIfAbsent}), or as absent ({@code sometimes}). Fields that are not known are
 * ignored.
 */
@NullMarked
package io.sealwright.lotus.json;

import org.jspecify.annotations.NullMarked;
