package io.sealwright.devchain.node;

import io.sealwright.protocol.cid.Cid;

/** A request that was carried out, and the block of the signed message. */
public record Sent(String request, Cid message) {}
