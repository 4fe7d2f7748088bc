package io.sealwright.lotus.node;

import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Receipt;
import tools.jackson.databind.JsonNode;

/**
 * A message found on the chain.
 *
 * @param message differs from the one asked for where that was replaced by fee
 * @param returned the return value as the node decodes it; null where it does not
 * @param tipset the one that holds the receipt: one after the message itself
 * @param height of that tipset
 */
public record MessageLookup(
    Cid message, Receipt receipt, JsonNode returned, TipsetKey tipset, Epoch height) {}
