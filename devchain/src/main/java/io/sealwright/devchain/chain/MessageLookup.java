package io.sealwright.devchain.chain;

import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Receipt;

/**
 * Where a message landed.
 *
 * @param message the one that landed: another than was asked for if it was replaced
 * @param tipset the one whose parent state holds the receipt, one after the message's own
 */
public record MessageLookup(Cid message, Receipt receipt, TipsetKey tipset, Epoch height) {}
