/**
 * What accounts send to actors: messages, the signatures under them and the receipts they leave.
 * Knows how each is written in blocks, and therefore its CID; must not know keys, fees' rules or
 * what a method's parameters mean.
 */
@NullMarked
package io.sealwright.protocol.message;

import org.jspecify.annotations.NullMarked;
