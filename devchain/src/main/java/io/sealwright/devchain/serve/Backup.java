package io.sealwright.devchain.serve;

import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cid.Cid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node's metadata in one file, in Lotus's format: pairs of key and value, and a checksum.
 *
 * <pre>
 *   82 9f ( 82 key value )* ff 58 20 SHA-256 of everything from 9f to ff
 * </pre>
 *
 * @param folder backups lie here and nowhere else
 */
record Backup(DevNode node, Path folder) {
  private static final int PAIR = 0x82;
  private static final int OPEN_LIST = 0x9f;
  private static final int END_OF_LIST = 0xff;
  private static final CborCodec<List<Cid>> KEY = CborCodecs.CID.list(CborCodecs.MAX_ITEMS);

  void write(String name) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new ChainRefusal("backup file must be inside " + folder);
    }
    Files.createDirectories(folder);
    Files.write(file, content(), StandardOpenOption.CREATE_NEW);
  }

  private byte[] content() throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write(OPEN_LIST);
    for (Map.Entry<String, byte[]> entry : metadata().entrySet()) {
      list.write(PAIR);
      list.write(bytes(entry.getKey().getBytes(StandardCharsets.UTF_8)));
      list.write(bytes(entry.getValue()));
    }
    list.write(END_OF_LIST);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(PAIR);
    file.write(list.toByteArray());
    file.write(bytes(sha256(list.toByteArray())));
    return file.toByteArray();
  }

  /** What the blocks do not tell: where the chain ends and begins. */
  private Map<String, byte[]> metadata() {
    Map<String, byte[]> metadata = new TreeMap<>();
    metadata.put("/head", KEY.encode(node.chain().head().key().blocks()));
    metadata.put("/genesis", KEY.encode(node.chain().genesis().key().blocks()));
    return metadata;
  }

  private static byte[] bytes(byte[] value) {
    return CborCodecs.BYTES.encode(ByteString.of(value));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
