package io.sealwright.devchain.chain;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.Receipt;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages and receipts as blocks keep them. */
final class MessageStore {
  /** BLS signatures that went into an aggregate but are remembered, for messages put back. */
  private static final int REMEMBERED_SIGNATURES = 40_000;

  private final Blocks blocks;
  private final Recent<Cid, Signature> aggregated = new Recent<>(REMEMBERED_SIGNATURES);

  MessageStore(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Keeps a message under both of its CIDs. */
  void put(SignedMessage signed) {
    blocks.write(signed.message(), MessageCbor.MESSAGE);
    if (signed.signature().type() == SignatureType.BLS) {
      aggregated.put(signed.cid(), signed.signature());
    } else {
      blocks.write(signed, MessageCbor.SIGNED_MESSAGE);
    }
  }

  /** Keeps the messages of a block, and returns what its header names. */
  Cid put(BlockMessages messages) throws IOException {
    messages.bls().forEach(message -> blocks.write(message, MessageCbor.MESSAGE));
    messages.secp().forEach(signed -> blocks.write(signed, MessageCbor.SIGNED_MESSAGE));
    MessageMeta meta =
        new MessageMeta(
            list(messages.bls().stream().map(Message::cid).toList(), CborCodecs.CID),
            list(messages.secp().stream().map(SignedMessage::cid).toList(), CborCodecs.CID));
    return blocks.write(meta, MessageMeta.CODEC);
  }

  BlockMessages of(BlockHeader block) throws IOException {
    MessageMeta meta = blocks.read(block.messages(), MessageMeta.CODEC);
    List<Message> bls = new ArrayList<>();
    for (Cid cid : listed(meta.bls(), CborCodecs.CID)) {
      bls.add(blocks.read(cid, MessageCbor.MESSAGE));
    }
    List<SignedMessage> secp = new ArrayList<>();
    for (Cid cid : listed(meta.secp(), CborCodecs.CID)) {
      secp.add(blocks.read(cid, MessageCbor.SIGNED_MESSAGE));
    }
    return new BlockMessages(bls, secp);
  }

  /** Each message of a tipset once, in the order they are carried out. */
  List<ChainMessage> in(Tipset tipset) throws IOException {
    List<ChainMessage> found = new ArrayList<>();
    Set<Cid> seen = new HashSet<>();
    for (BlockHeader block : tipset.blocks()) {
      BlockMessages messages = of(block);
      List<Cid> cids = messages.cids();
      List<Message> unsigned = messages.unsigned();
      for (int i = 0; i < cids.size(); i++) {
        if (seen.add(cids.get(i))) {
          found.add(new ChainMessage(cids.get(i), unsigned.get(i)));
        }
      }
    }
    return found;
  }

  Cid putReceipts(List<Receipt> receipts) throws IOException {
    return list(receipts, MessageCbor.RECEIPT);
  }

  List<Receipt> receipts(Cid root) throws IOException {
    return listed(root, MessageCbor.RECEIPT);
  }

  /** A message by either of its CIDs. */
  Message message(Cid cid) throws IOException {
    byte[] block = blocks.block(cid).orElseThrow(() -> ChainRefusal.missing(cid));
    try {
      return MessageCbor.MESSAGE.decode(block);
    } catch (CborException _) {
      return MessageCbor.SIGNED_MESSAGE.decode(block).message();
    }
  }

  /** The signed form of a message of the chain, as far as its signature is known. */
  Optional<SignedMessage> signed(Cid cid) throws IOException {
    Optional<byte[]> block = blocks.block(cid);
    if (block.isEmpty()) {
      return Optional.empty();
    }
    try {
      Message message = MessageCbor.MESSAGE.decode(block.orElseThrow());
      return aggregated.get(cid).map(signature -> new SignedMessage(message, signature));
    } catch (CborException _) {
      return Optional.of(MessageCbor.SIGNED_MESSAGE.decode(block.orElseThrow()));
    }
  }

  private <V> Cid list(List<V> values, CborCodec<V> codec) throws IOException {
    AmtWriter<V> list = AmtWriter.ofMessages(blocks, codec);
    for (int i = 0; i < values.size(); i++) {
      list.set(i, values.get(i));
    }
    return list.write();
  }

  private <V> List<V> listed(Cid root, CborCodec<V> codec) throws IOException {
    List<V> values = new ArrayList<>();
    Amt.ofMessages(blocks, codec).forEach(root, (_, value) -> values.add(value));
    return values;
  }
}
