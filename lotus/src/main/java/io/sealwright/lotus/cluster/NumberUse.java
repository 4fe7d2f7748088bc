package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;

/** Which sector numbers a miner has given out. */
public record NumberUse(Bitfield reserved, Bitfield allocated, Bitfield inUse, SectorNumber next) {}
