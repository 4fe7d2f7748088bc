package io.sealwright.lotus.car;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BlockSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A verified snapshot, open for reading. In memory is where each block lies; the blocks stay in the
 * file, or, where that is compressed, in a decompressed copy that goes when this is closed.
 */
public final class Snapshot implements BlockSource, AutoCloseable {
  /** The index takes some 200 bytes a block. */
  static final int MAX_BLOCKS = 1 << 24;

  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final Map<Cid, Span> index = new LinkedHashMap<>();

  private record Span(long offset, int length) {}

  /** A snapshot and what it holds. */
  public record Verified(Snapshot snapshot, SnapshotReport report) {}

  private Snapshot(FileChannel file) {
    this.file = file;
  }

  /**
   * Reads a snapshot through and verifies it.
   *
   * @param scratch where the decompressed copy of a compressed one goes: a name not yet taken
   */
  public static Verified open(Path car, Path scratch) throws IOException {
    FileChannel file = isCompressed(car) ? decompressed(car, scratch) : FileChannel.open(car);
    Snapshot snapshot = new Snapshot(file);
    try {
      return new Verified(snapshot, snapshot.verify());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    Span span = index.get(cid);
    if (span == null) {
      return Optional.empty();
    }
    ByteBuffer block = ByteBuffer.allocate(span.length);
    while (block.hasRemaining()) {
      if (file.read(block, span.offset + block.position()) < 0) {
        throw new IOException("the snapshot became shorter while it was read");
      }
    }
    return Optional.of(block.array());
  }

  /** The CIDs of all blocks, in the order of the file. */
  public Set<Cid> cids() {
    return Collections.unmodifiableSet(index.keySet());
  }

  boolean has(Cid cid) {
    return index.containsKey(cid);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  @SuppressWarnings("StreamResourceLeak") // Closing the stream would close the channel.
  private SnapshotReport verify() throws IOException {
    file.position(0);
    CarReader car = new CarReader(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
    List<Cid> roots = car.roots();
    for (var next = car.next(); next.isPresent(); next = car.next()) {
      add(next.orElseThrow());
    }
    return new Completeness(this, cids()).check(cids(), roots, car.position());
  }

  private void add(CarReader.Section section) throws SnapshotRefused {
    Span span = new Span(section.offset(), section.block().size());
    if (index.putIfAbsent(section.cid(), span) != null) {
      throw new SnapshotRefused("at byte " + section.offset() + ": a block is there twice");
    }
    if (index.size() > MAX_BLOCKS) {
      throw new SnapshotRefused("more than " + MAX_BLOCKS + " blocks");
    }
  }

  private static boolean isCompressed(Path car) throws IOException {
    try (InputStream in = Files.newInputStream(car)) {
      return Arrays.equals(in.readNBytes(ZSTD.length), ZSTD);
    }
  }

  private static FileChannel decompressed(Path car, Path scratch) throws IOException {
    FileChannel copy = Scratch.create(scratch);
    try (InputStream in = Files.newInputStream(car);
        InputStream plain = new ZstdInputStream(in)) {
      OutputStream out = Channels.newOutputStream(copy);
      plain.transferTo(out);
      return copy;
    } catch (IOException | RuntimeException e) { // The decompressor throws both for bad input.
      long at = copy.position();
      copy.close();
      throw new SnapshotRefused("after %d bytes: decompressing failed".formatted(at), e);
    }
  }
}
