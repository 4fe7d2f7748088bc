package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.bytes.ByteString;

/** Parameters of ChangePeerID: the identity in libp2p. */
public record ChangePeerId(ByteString peerId) {}
