package io.sealwright.lotus.node;

import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.cid.Cid;
import java.util.List;

/** A block as it is gossiped: its messages by their CIDs. */
public record SubmittedBlock(BlockHeader header, List<Cid> blsMessages, List<Cid> secpMessages) {
  public SubmittedBlock {
    blsMessages = List.copyOf(blsMessages);
    secpMessages = List.copyOf(secpMessages);
  }
}
