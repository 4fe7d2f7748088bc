package io.sealwright.devchain.mpool;

import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the pool remembers over a restart: a note of the pending messages, each a block. */
final class PoolMemory {
  private static final String NOTE = "pending";
  private static final int MAX_MESSAGES = 1 << 20;
  private static final CborCodec<List<Cid>> CIDS = CborCodecs.CID.list(MAX_MESSAGES);

  private static final String CONFIG_NOTE = "mpool config";
  private final BlockFolder folder;

  PoolMemory(BlockFolder folder) {
    this.folder = folder;
  }

  /** Keeps a message that is about to be pending. */
  void keep(SignedMessage message) {
    folder.write(message, MessageCbor.SIGNED_MESSAGE);
  }

  /** Notes which messages are pending now; on disk with the next commit. */
  void note(Collection<SignedMessage> pending) {
    List<Cid> cids = pending.stream().map(MessageCbor.SIGNED_MESSAGE::cid).toList();
    folder.setNote(NOTE, ByteString.of(CIDS.encode(cids)));
  }

  /** Notes the configuration. */
  void keep(MpoolConfig config) {
    folder.setNote(CONFIG_NOTE, ByteString.of(MpoolConfig.CODEC.encode(config)));
  }

  /** The configuration that was noted, or the usual one. */
  MpoolConfig config() throws IOException {
    Optional<ByteString> note = folder.note(CONFIG_NOTE);
    return note.isEmpty()
        ? MpoolConfig.DEFAULT
        : MpoolConfig.CODEC.decode(note.orElseThrow().toBytes());
  }

  void commit() throws IOException {
    folder.commit();
  }

  /** The blocks of the messages that were pending. */
  static List<Cid> noted(BlockFolder folder) throws IOException {
    Optional<ByteString> note = folder.note(NOTE);
    return note.isEmpty() ? List.of() : CIDS.decode(note.orElseThrow().toBytes());
  }

  /** The messages that were pending, in the order they were noted. */
  List<SignedMessage> load() throws IOException {
    List<SignedMessage> messages = new ArrayList<>();
    for (Cid cid : noted(folder)) {
      messages.add(folder.read(cid, MessageCbor.SIGNED_MESSAGE));
    }
    return messages;
  }
}
