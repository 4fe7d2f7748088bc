package io.sealwright.lotus.node;

import io.sealwright.protocol.message.SignedMessage;

/**
 * A message that came into the pool or left it.
 *
 * @param kind 0 added, 1 removed
 */
public record PoolChange(long kind, SignedMessage message) {}
