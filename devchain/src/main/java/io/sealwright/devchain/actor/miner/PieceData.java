package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.actor.method.ProveCommitSectors.Piece;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The commitment to a sector's data, from those to its pieces: the root of the SHA-256 tree in which
 * each piece begins at a multiple of its own size, and all else is zeros.
 */
final class PieceData {
  private static final int LEAF_BYTES = 32;
  private static final int LAST_BITS = 0x3f;

  /** Subtrees from left to right, each smaller than the one before. */
  private final List<Node> nodes = new ArrayList<>();

  private long end;

  private PieceData() {}

  private record Node(long bytes, Bytes32 root) {}

  static CommD commitment(List<Piece> pieces, long sectorBytes) throws Abort {
    PieceData data = new PieceData();
    for (Piece piece : pieces) {
      long size = piece.size().bytes();
      data.padTo(Math.ceilDiv(data.end, size) * size);
      data.add(new Node(size, piece.piece().value()));
    }
    Refusal.ARGUMENT.unless(
        data.end <= sectorBytes, "pieces of %d bytes in a sector of %d", data.end, sectorBytes);
    data.padTo(sectorBytes);
    return new CommD(data.nodes.getFirst().root);
  }

  private void padTo(long target) {
    while (end < target) {
      long aligned = end == 0 ? target : Long.lowestOneBit(end);
      long size = Math.min(aligned, Long.highestOneBit(target - end));
      add(new Node(size, zeros(size)));
    }
  }

  private void add(Node node) {
    end += node.bytes;
    Node top = node;
    while (!nodes.isEmpty() && nodes.getLast().bytes == top.bytes) {
      Node left = nodes.removeLast();
      top = new Node(2 * top.bytes, parent(left.root, top.root));
    }
    nodes.add(top);
  }

  private static Bytes32 zeros(long bytes) {
    Bytes32 root = Bytes32.of(new byte[Bytes32.LENGTH]);
    for (long size = LEAF_BYTES; size < bytes; size *= 2) {
      root = parent(root, root);
    }
    return root;
  }

  private static Bytes32 parent(Bytes32 left, Bytes32 right) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(left.toBytes());
      byte[] digest = sha256.digest(right.toBytes());
      digest[digest.length - 1] &= LAST_BITS;
      return Bytes32.of(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
