package io.sealwright.protocol.chain;

import io.sealwright.protocol.bytes.ByteString;

/** A round of the randomness beacon; the round has 64 bits without sign. */
public record BeaconEntry(long round, ByteString bytes) {}
