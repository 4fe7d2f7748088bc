package io.sealwright.lotus.node;

import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;

/**
 * The messages of one block.
 *
 * @param cids of the BLS messages, then of the others
 */
public record BlockMessages(List<Message> bls, List<SignedMessage> secp, List<Cid> cids) {
  public BlockMessages {
    bls = List.copyOf(bls);
    secp = List.copyOf(secp);
    cids = List.copyOf(cids);
  }

  /**
   * A message with the CID by which it is found, which is that of the signed one unless the
   * signature is BLS.
   */
  public record Included(Cid cid, Message message) {}
}
