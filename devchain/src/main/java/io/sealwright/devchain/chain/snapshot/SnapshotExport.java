package io.sealwright.devchain.chain.snapshot;

import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.cid.Codec;
import io.sealwright.protocol.cid.HashFunction;
import io.sealwright.protocol.ipld.BlockSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Map;

/**
 * Writes a chain as a node exports it: all headers down to genesis, the state of genesis, the
 * newest states, and the messages, old ones unless they are to be skipped. Receipts are left out.
 */
public final class SnapshotExport {
  /** Bytes of a part. */
  public static final int MAX_PART = 1 << 20;

  private final BlockSource blocks;
  private final Sink sink;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(MAX_PART);
  private final Set<Cid> written = new HashSet<>();

  /** Takes the parts of a snapshot in their order. */
  @FunctionalInterface
  public interface Sink {
    void part(ByteString bytes) throws IOException, InterruptedException;
  }

  /**
   * What goes into a snapshot.
   *
   * @param states how many epochs back from the head states are taken along
   * @param skipOldMessages whether messages older than the states stay behind
   */
  public record Choice(Tipset head, long states, boolean skipOldMessages) {
    boolean hasStateOf(BlockHeader block) {
      return block.height().height() == 0 || isRecent(block);
    }

    boolean hasMessagesOf(BlockHeader block) {
      return !skipOldMessages || isRecent(block);
    }

    private boolean isRecent(BlockHeader block) {
      return block.height().height() > head.height().height() - states;
    }
  }

  public SnapshotExport(BlockSource blocks, Sink sink) {
    this.blocks = blocks;
    this.sink = sink;
  }

  public void write(Choice choice) throws IOException, InterruptedException {
    append(header(choice.head.key().blocks()));
    Deque<Cid> headers = new ArrayDeque<>(choice.head.key().blocks());
    while (!headers.isEmpty()) {
      Cid cid = headers.poll();
      if (written.add(cid)) {
        BlockHeader block = ChainCbor.BLOCK_HEADER.decode(section(cid));
        if (choice.hasMessagesOf(block)) {
          tree(block.messages());
        }
        if (choice.hasStateOf(block)) {
          tree(block.parentStateRoot());
        }
        if (block.height().height() > 0) {
          headers.addAll(block.parents());
        } else {
          block.parents().forEach(written::add);
          for (Cid parent : block.parents()) {
            section(parent);
          }
        }
      }
    }
    flush();
  }

  /** Writes a block and all that links lead to, but for what is written already. */
  private void tree(Cid root) throws IOException, InterruptedException {
    Deque<Cid> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Cid cid = open.pop();
      if (isExported(cid) && !isCodeOfOurs(cid) && written.add(cid)) {
        byte[] block = section(cid);
        if (cid.codec() == Codec.DAG_CBOR) {
          Ipld.CODEC.decode(block).links().forEach(open::push);
        }
      }
    }
  }

  /** The code of actors is a raw block on a network; here it is the program's own. */
  private boolean isCodeOfOurs(Cid cid) throws IOException {
    return cid.codec() == Codec.RAW && blocks.block(cid).isEmpty();
  }

  private byte[] section(Cid cid) throws IOException, InterruptedException {
    byte[] block =
        blocks
            .block(cid)
            .orElseThrow(
                () -> new ChainRefusal("writing object to car, bs.Get: ipld: could not find " + cid));
    ByteString name = cid.toBytes();
    append(Leb128.encode(name.size() + block.length).plus(name).toBytes());
    append(block);
    return block;
  }

  private static byte[] header(List<Cid> roots) {
    Map<String, Ipld> parts = new HashMap<>();
    parts.put("roots", new Ipld.Items(roots.stream().<Ipld>map(Ipld.Link::new).toList()));
    parts.put("version", Ipld.Int.of(1));
    ByteString header = ByteString.of(Ipld.CODEC.encode(Ipld.Entries.of(parts)));
    return Leb128.encode(header.size()).plus(header).toBytes();
  }

  private void append(byte[] bytes) throws IOException, InterruptedException {
    int from = 0;
    while (from < bytes.length) {
      int room = Math.min(MAX_PART - buffer.size(), bytes.length - from);
      buffer.write(bytes, from, room);
      from += room;
      if (buffer.size() == MAX_PART) {
        flush();
      }
    }
  }

  private void flush() throws IOException, InterruptedException {
    if (buffer.size() > 0) {
      sink.part(ByteString.of(Arrays.copyOf(buffer.toByteArray(), buffer.size())));
      buffer.reset();
    }
  }

  private static boolean isExported(Cid cid) {
    return cid.hash().function() != HashFunction.IDENTITY
        && switch (cid.codec()) {
          case CBOR, RAW, DAG_CBOR -> true;
          case DAG_PB, LIBP2P_KEY, FIL_COMMITMENT_SEALED, FIL_COMMITMENT_UNSEALED -> false;
        };
  }
}
