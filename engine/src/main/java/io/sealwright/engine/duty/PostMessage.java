package io.sealwright.engine.duty;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.bytes.ByteString;

/** What a miner has to be told. Who pays and signs, and at which price, is the sender's affair. */
public record PostMessage(MinerId miner, Purpose purpose, MinerMethod method, ByteString params) {}
