package io.sealwright.protocol.actor.miner;

import java.math.BigInteger;

/** Power in bytes: raw, and weighted by quality. */
public record PowerPair(BigInteger raw, BigInteger quality) {}
