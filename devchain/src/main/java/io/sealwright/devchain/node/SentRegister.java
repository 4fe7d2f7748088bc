package io.sealwright.devchain.node;

import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which requests with a name of their own have been carried out, the newest of them. */
final class SentRegister {
  private static final String NOTE = "sent";
  private static final int MOST = 1000;
  private static final CborCodec<List<Sent>> ENTRIES =
      CborTuple.of(Sent.class, CborCodecs.TEXT, CborCodecs.CID).list(MOST);

  private final BlockFolder folder;

  SentRegister(BlockFolder folder) {
    this.folder = folder;
  }

  /** What was sent for a request, if it was. */
  Optional<SignedMessage> find(UUID request) throws IOException {
    for (Sent sent : entries()) {
      if (sent.request().equals(request.toString())) {
        return Optional.of(folder.read(sent.message(), MessageCbor.SIGNED_MESSAGE));
      }
    }
    return Optional.empty();
  }

  void add(UUID request, SignedMessage message) throws IOException {
    List<Sent> entries = new ArrayList<>(entries());
    Cid block = folder.write(message, MessageCbor.SIGNED_MESSAGE);
    entries.add(new Sent(request.toString(), block));
    int from = Math.max(0, entries.size() - MOST);
    List<Sent> newest = entries.subList(from, entries.size());
    folder.setNote(NOTE, ByteString.of(ENTRIES.encode(newest)));
    folder.commit();
  }

  /** The blocks that must stay for this to work. */
  List<Cid> blocks() throws IOException {
    return entries().stream().map(Sent::message).toList();
  }

  private List<Sent> entries() throws IOException {
    Optional<ByteString> note = folder.note(NOTE);
    return note.isEmpty() ? List.of() : ENTRIES.decode(note.orElseThrow().toBytes());
  }
}
