package io.sealwright.devchain.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * Blocks in a folder, and beside them a few named notes such as which block is the head.
 *
 * <p>What was put is there for readers at once, and on disk after {@link #commit}: all of it or
 * nothing, blocks and notes together, whenever the process ends. Blocks are stored in the order
 * they come, because a commit then writes the end of a tree rather than leaves all over it; an
 * index leads from CIDs there. Reading never waits for writing.
 */
public final class BlockFolder implements Blocks, AutoCloseable {
  private static final String FILE = "blocks.mv";

  /** How the file is opened: an ordinary channel closes when a thread that reads is interrupted. */
  private static final String UNINTERRUPTED = "async:";

  /** What the head of a file says whose store was closed, and how much is read of it. */
  private static final String CLOSED = ",clean:1,";

  private static final int HEAD_BYTES = 4096;

  /** Kilobytes that are kept in memory of what is on disk. */
  private static final int CACHE_MIB = 64;

  /**
   * After so many commits, parts of the file with little left in them are written anew and their
   * room is used again: each commit leaves some behind, and the file would grow eight times as fast
   * as the chain.
   */
  private static final int COMMITS_PER_TIDYING = 64;

  /** What percentage of the file should be in use, and how much may be written to that end. */
  private static final int FILL_PERCENT = 60;

  private static final int TIDYING_BYTES = 8 << 20;

  private final MVStore store;
  private final MVMap<byte[], Long> index;
  private final MVMap<Long, byte[]> blocks;
  private final MVMap<String, byte[]> notes;
  private long commits;

  private BlockFolder(MVStore store) {
    this.store = store;
    ByteArrayDataType bytes = ByteArrayDataType.INSTANCE;
    index =
        store.openMap(
            "index",
            new MVMap.Builder<byte[], Long>().keyType(bytes).valueType(LongDataType.INSTANCE));
    blocks =
        store.openMap(
            "blocks",
            new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(bytes));
    notes =
        store.openMap(
            "notes",
            new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE).valueType(bytes));
  }

  /** Opens the blocks in a folder, which is made if need be. One process at a time may. */
  public static BlockFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    MVStore.Builder builder =
        new MVStore.Builder()
            .fileName(UNINTERRUPTED + file)
            .autoCommitDisabled()
            .cacheSize(CACHE_MIB)
            .compress();
    try {
      if (Files.isRegularFile(file) && !wasClosed(file)) {
        // Of a process that was killed, in whose file H2 may not find up to twenty commits, unless
        // it looks through all of it: the head of the file is written a commit too early.
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .recoveryMode()
            .open()
            .close();
      }
      return new BlockFolder(builder.open());
    } catch (MVStoreException e) {
      throw new IOException("the blocks in " + folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static boolean wasClosed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD_BYTES), ISO_8859_1).contains(CLOSED);
    }
  }

  @Override
  public synchronized Cid put(byte[] block) {
    Cid cid = Cid.ofCbor(block);
    add(cid, block);
    return cid;
  }

  /** Keeps a block of any codec that has been compared with its CID. */
  public synchronized void add(Cid cid, byte[] block) {
    byte[] key = cid.toBytes().toBytes();
    if (!index.containsKey(key)) {
      Long last = blocks.lastKey();
      long place = last == null ? 0 : last + 1;
      blocks.put(place, block);
      index.put(key, place);
    }
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    try {
      Long place = index.get(cid.toBytes().toBytes());
      return place == null ? Optional.empty() : Optional.ofNullable(blocks.get(place));
    } catch (MVStoreException e) {
      throw new IOException("block " + cid + " cannot be read", e);
    }
  }

  public boolean has(Cid cid) {
    return index.containsKey(cid.toBytes().toBytes());
  }

  public long count() {
    return index.sizeAsLong();
  }

  public Optional<ByteString> note(String name) {
    return Optional.ofNullable(notes.get(name)).map(ByteString::of);
  }

  public synchronized void setNote(String name, ByteString value) {
    notes.put(name, value.toBytes());
  }

  /** Brings everything to the disk. */
  public synchronized void commit() throws IOException {
    try {
      store.commit();
      commits++;
      if (commits % COMMITS_PER_TIDYING == 0) {
        store.compact(FILL_PERCENT, TIDYING_BYTES);
      }
    } catch (MVStoreException e) {
      throw new IOException("the blocks cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Takes away all blocks that nobody wants, and commits. Their room in the file is used again for
   * new blocks; the file is not made smaller, as a process that dies while the store moves its
   * parts about loses what it committed last. What is wanted must not change meanwhile: nothing may
   * be put that leads to an old block.
   *
   * @return how many are gone
   */
  public synchronized long drop(Predicate<Cid> unwanted) throws IOException {
    long gone = 0;
    try {
      Cursor<byte[], Long> cursor = index.cursor(null);
      for (Iterator<byte[]> keys = cursor; keys.hasNext(); ) {
        byte[] key = keys.next();
        if (unwanted.test(Cid.fromBytes(ByteString.of(key)))) {
          blocks.remove(cursor.getValue());
          index.remove(key);
          gone++;
        }
      }
      store.commit();
    } catch (MVStoreException e) {
      throw new IOException("blocks cannot be dropped: " + e.getMessage(), e);
    }
    return gone;
  }

  /** Commits and closes. */
  @Override
  public synchronized void close() throws IOException {
    try {
      store.commit();
      store.close();
    } catch (MVStoreException e) {
      throw new IOException("the blocks cannot be closed: " + e.getMessage(), e);
    }
  }
}
