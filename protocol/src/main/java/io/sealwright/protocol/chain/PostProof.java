package io.sealwright.protocol.chain;

import io.sealwright.protocol.bytes.ByteString;

/** A proof of spacetime with its registered number: 0–4 winning, 5–14 window. */
public record PostProof(long registered, ByteString bytes) {}
