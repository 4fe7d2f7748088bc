package io.sealwright.devchain.vm;

import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;

/**
 * A message that was carried out, one the chain itself sent included.
 *
 * @param reason why it failed, as a node words it; empty if it went well
 */
public record Applied(
    Message message, boolean implicit, Receipt receipt, GasCost cost, Call call, String reason) {}
