package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.bitfield.Bitfield;

/** Parameters of CompactSectorNumbers: numbers never to be used. */
public record CompactSectorNumbers(Bitfield numbers) {}
