package io.sealwright.protocol.actor;

import io.sealwright.protocol.cid.Cid;

/** The root of a state tree: its version, the map of actors by ID address, and a reserved block. */
public record StateRoot(long version, Cid actors, Cid reserved) {}
