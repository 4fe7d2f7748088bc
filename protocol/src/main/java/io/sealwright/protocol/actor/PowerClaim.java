package io.sealwright.protocol.actor;

import java.math.BigInteger;

/** One miner's power in bytes, raw and weighted by quality, and its window PoSt's number. */
public record PowerClaim(long windowPostProof, BigInteger rawPower, BigInteger qualityPower) {}
