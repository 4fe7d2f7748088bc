package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;

/** A miner to be called at an epoch, and what it wants to be told then. */
public record CronEvent(Address miner, ByteString payload) {}
