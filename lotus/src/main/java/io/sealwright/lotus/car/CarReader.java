package io.sealwright.lotus.car;

import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CAR file from front to back, one section in memory at a time.
 *
 * <pre>
 *   LEB128 length ‖ dag-cbor {"roots": [CID, …], "version": 1}
 *   LEB128 length ‖ CID ‖ block                                 as often as there are blocks
 * </pre>
 *
 * <p>Each block is compared with its CID before it is handed out. Source: the CAR v1 specification.
 */
final class CarReader {
  /** Bytes of the header: a tipset has a few blocks, a CID some forty bytes. */
  static final int MAX_HEADER = 64 << 10;

  /** Bytes of a section: the largest blocks are the actors' code, below 2 MiB. */
  static final int MAX_SECTION = 8 << 20;

  private static final int MORE = 0x80;

  private final InputStream in;
  private long position;

  /** One block. Offsets count bytes of the CAR after decompression. */
  record Section(Cid cid, ByteString block, long offset) {}

  CarReader(InputStream in) {
    this.in = in;
  }

  /** Bytes read so far. */
  long position() {
    return position;
  }

  /** The roots the header names; to be called first, and once. */
  List<Cid> roots() throws IOException {
    ByteString header =
        framed(MAX_HEADER).orElseThrow(() -> new SnapshotRefused("the snapshot is empty"));
    try {
      return roots(Ipld.CODEC.decode(header.toBytes()));
    } catch (CborException e) {
      throw new SnapshotRefused("at byte 0: the header is not that of a CAR", e);
    }
  }

  /** The next block, or nothing at a proper end. */
  Optional<Section> next() throws IOException {
    long start = position;
    Optional<ByteString> framed = framed(MAX_SECTION);
    if (framed.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(framed.orElseThrow().toBytes());
    Cid cid;
    try {
      cid = Cid.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new SnapshotRefused("at byte " + start + ": a block without a proper CID", e);
    }
    ByteString block = framed.orElseThrow().from(bytes.position());
    if (!matches(cid, block)) {
      throw new SnapshotRefused("at byte " + start + ": the block is not what " + cid + " names");
    }
    return Optional.of(new Section(cid, block, position - block.size()));
  }

  private static List<Cid> roots(Ipld header) throws SnapshotRefused {
    if (header instanceof Ipld.Entries(var parts)
        && parts.size() == 2
        && Ipld.Int.of(1).equals(parts.get("version"))
        && parts.get("roots") instanceof Ipld.Items(List<Ipld> items)) {
      List<Cid> roots = new ArrayList<>();
      for (Ipld item : items) {
        if (!(item instanceof Ipld.Link(Cid cid))) {
          throw new SnapshotRefused("at byte 0: a root of the CAR is not a CID");
        }
        roots.add(cid);
      }
      return List.copyOf(roots);
    }
    throw new SnapshotRefused("at byte 0: the header is not that of a CAR of version 1");
  }

  private Optional<ByteString> framed(int most) throws IOException {
    long start = position;
    ByteBuffer prefix = ByteBuffer.allocate(Leb128.MAX_BYTES);
    int last;
    do {
      last = in.read();
      if (last < 0 && prefix.position() == 0) {
        return Optional.empty();
      }
      if (last < 0) {
        throw new SnapshotRefused("at byte " + start + ": the snapshot ends inside a length");
      }
      position++;
      prefix.put((byte) last);
    } while (last >= MORE && prefix.hasRemaining());
    int length = length(prefix.flip(), start, most);
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw new SnapshotRefused(
          "at byte %d: the snapshot ends %d bytes into a part of %d"
              .formatted(start, bytes.length, length));
    }
    return Optional.of(ByteString.of(bytes));
  }

  private static int length(ByteBuffer prefix, long start, int most) throws SnapshotRefused {
    long length;
    try {
      length = Leb128.read(prefix);
    } catch (IllegalArgumentException e) {
      throw new SnapshotRefused("at byte " + start + ": a length", e);
    }
    if (length <= 0 || length > most) {
      throw new SnapshotRefused(
          "at byte %d: a part of %s bytes, at most %d are allowed"
              .formatted(start, Long.toUnsignedString(length), most));
    }
    return (int) length;
  }

  private static boolean matches(Cid cid, ByteString block) {
    return switch (cid.hash().function()) {
      case BLAKE2B_256 -> cid.hash().digest().equals(Blake2b.BYTES_32.digest(block));
      case SHA2_256 -> Arrays.equals(cid.hash().digest().toBytes(), sha256(block));
      case IDENTITY -> cid.hash().digest().equals(block);
      case SHA2_256_TRUNC254_PADDED, POSEIDON_BLS12_381_A2_FC1 -> false;
    };
  }

  private static byte[] sha256(ByteString block) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(block.toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
