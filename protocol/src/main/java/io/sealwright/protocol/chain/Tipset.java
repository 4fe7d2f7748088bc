package io.sealwright.protocol.chain;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Comparator;
import java.util.List;

/**
 * The blocks of one epoch that have the same parents, ordered by the digests of their tickets and,
 * where those are equal, by CID. At least one block, and each has a ticket: anything else is an
 * IllegalArgumentException, as a node would refuse it.
 */
public record Tipset(List<BlockHeader> blocks) {
  private static final Comparator<BlockHeader> ORDER =
      Comparator.<BlockHeader, ByteString>comparing(
              block -> block.ticket().map(VrfProof::digest).orElse(ByteString.EMPTY))
          .thenComparing(BlockHeader::cid);

  public Tipset {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a tipset without blocks");
    }
    BlockHeader first = blocks.getFirst();
    for (BlockHeader block : blocks) {
      if (!block.height().equals(first.height()) || !block.parents().equals(first.parents())) {
        throw new IllegalArgumentException("blocks of one tipset differ in height or parents");
      }
      if (block.ticket().isEmpty()) {
        throw new IllegalArgumentException("a block without a ticket");
      }
    }
    blocks = blocks.stream().sorted(ORDER).toList();
  }

  public TipsetKey key() {
    return new TipsetKey(blocks.stream().map(BlockHeader::cid).toList());
  }

  public Epoch height() {
    return blocks.getFirst().height();
  }

  public TipsetKey parents() {
    return new TipsetKey(blocks.getFirst().parents());
  }

  /** The least a unit of gas costs in these blocks: it is set by those before them. */
  public TokenAmount parentBaseFee() {
    return blocks.getFirst().parentBaseFee();
  }

  /** The state after the messages of the parents. */
  public Cid parentStateRoot() {
    return blocks.getFirst().parentStateRoot();
  }
}
