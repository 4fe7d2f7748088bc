package io.sealwright.devchain.chain;

import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.List;

/** The messages of a block, in the order they are carried out: those with BLS signatures first. */
public record BlockMessages(List<Message> bls, List<SignedMessage> secp) {
  public static final BlockMessages NONE = new BlockMessages(List.of(), List.of());

  public BlockMessages {
    bls = List.copyOf(bls);
    secp = List.copyOf(secp);
  }

  /** The CIDs the chain knows them by. */
  public List<Cid> cids() {
    List<Cid> cids = new ArrayList<>();
    bls.forEach(message -> cids.add(message.cid()));
    secp.forEach(message -> cids.add(message.cid()));
    return cids;
  }

  /** All of them without signatures. */
  public List<Message> unsigned() {
    List<Message> messages = new ArrayList<>(bls);
    secp.forEach(message -> messages.add(message.message()));
    return messages;
  }
}
