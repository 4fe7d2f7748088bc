package io.sealwright.lotus.node;

import io.sealwright.protocol.message.Message;

/**
 * A message to be checked before it is signed.
 *
 * @param nonceIsSet whether the nonce in it counts
 */
public record Prototype(Message message, boolean nonceIsSet) {}
