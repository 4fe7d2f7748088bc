package io.sealwright.devchain.chain;

import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;

/** A message on the chain and the CID it is known by, which covers signatures that stayed. */
public record ChainMessage(Cid cid, Message message) {}
