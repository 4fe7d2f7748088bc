package io.sealwright.lotus.car;

import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.cid.Codec;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a snapshot holds all that it should and nothing else.
 *
 * <p>Headers from the head to genesis have to be there, with the head's state and messages and the
 * state of genesis; receipts, older states and older messages may be left out. Whatever any other
 * block links to has to be there too, but for commitments, which are not blocks. A block to which
 * nothing links is foreign. The actors' code is in raw blocks: all of it has to be there, or none,
 * as in a dev chain, whose actors' code is not that which the CIDs name.
 */
final class Completeness {
  private final Snapshot snapshot;
  private final Set<Cid> headers = new HashSet<>();
  private final Set<Cid> unlinked;
  private final Set<Cid> lackingCode = new LinkedHashSet<>();

  Completeness(Snapshot snapshot, Set<Cid> blocks) {
    this.snapshot = snapshot;
    this.unlinked = new HashSet<>(blocks);
  }

  /** Checks a snapshot that consists of the given blocks, each already equal to its CID. */
  SnapshotReport check(Set<Cid> blocks, List<Cid> roots, long bytes) throws IOException {
    Tipset head = tipset(roots);
    require(head.parentStateRoot(), "the state of the head");
    Tipset tipset = head;
    require(head.blocks().getFirst().messages(), "the messages of the head");
    Epoch oldest = head.height();
    boolean states = true;
    while (tipset.height().height() > 0) {
      follow(tipset);
      states = states && snapshot.has(tipset.parentStateRoot());
      oldest = states ? tipset.height() : oldest;
      tipset = parent(tipset);
    }
    follow(tipset);
    checkGenesis(tipset);
    checkLinks(blocks);
    oldest = states ? tipset.height() : oldest;
    return new SnapshotReport(head, time(tipset), time(head), blocks.size(), bytes, oldest);
  }

  private Tipset parent(Tipset tipset) throws IOException {
    Tipset parent = tipset(tipset.parents().blocks());
    if (!parent.height().isBefore(tipset.height())) {
      throw new SnapshotRefused("the parents of epoch " + tipset.height() + " are not older");
    }
    return parent;
  }

  private void checkGenesis(Tipset genesis) throws IOException {
    require(genesis.parentStateRoot(), "the state of genesis");
    for (Cid parent : genesis.parents().blocks()) {
      require(parent, "the parent of genesis");
      headers.add(parent); // A note in CBOR that is not canonical; it links to nothing.
      unlinked.remove(parent);
    }
  }

  private void checkLinks(Set<Cid> blocks) throws IOException {
    for (Cid cid : blocks) {
      if (cid.codec() == Codec.DAG_CBOR && !headers.contains(cid)) {
        for (Cid link : links(cid)) {
          if (link.codec() == Codec.RAW && !snapshot.has(link)) {
            lackingCode.add(link);
          } else {
            require(link, "what block " + cid + " links to");
          }
          unlinked.remove(link);
        }
      }
    }
    if (blocks.stream().anyMatch(cid -> cid.codec() == Codec.RAW)) {
      for (Cid code : lackingCode) {
        require(code, "the code of an actor");
      }
    }
    if (!unlinked.isEmpty()) {
      throw new SnapshotRefused(
          "nothing links to block " + unlinked.iterator().next() + " of the snapshot");
    }
  }

  private List<Cid> links(Cid cid) throws IOException {
    try {
      return snapshot.read(cid, Ipld.CODEC).links().filter(Completeness::isBlock).toList();
    } catch (CborException e) {
      throw new SnapshotRefused("block " + cid + " is not dag-cbor", e);
    }
  }

  private Tipset tipset(List<Cid> cids) throws IOException {
    List<BlockHeader> blocks = new ArrayList<>();
    for (Cid cid : cids) {
      require(cid, "the header of a block");
      headers.add(cid);
      unlinked.remove(cid);
      try {
        blocks.add(snapshot.read(cid, ChainCbor.BLOCK_HEADER));
      } catch (CborException e) {
        throw new SnapshotRefused("block " + cid + " is not the header of a block", e);
      }
    }
    try {
      return new Tipset(blocks);
    } catch (IllegalArgumentException e) {
      throw new SnapshotRefused("the blocks " + cids + " are not a tipset", e);
    }
  }

  private void follow(Tipset tipset) {
    for (BlockHeader block : tipset.blocks()) {
      unlinked.remove(block.parentStateRoot());
      unlinked.remove(block.messages());
      unlinked.remove(block.parentReceipts());
    }
  }

  private void require(Cid cid, String what) throws SnapshotRefused {
    if (!snapshot.has(cid)) {
      throw new SnapshotRefused(what + " is missing from the snapshot: " + cid);
    }
  }

  private static boolean isBlock(Cid cid) {
    return switch (cid.codec()) {
      case FIL_COMMITMENT_SEALED, FIL_COMMITMENT_UNSEALED -> false;
      case CBOR, RAW, DAG_PB, DAG_CBOR, LIBP2P_KEY -> true;
    };
  }

  private static Instant time(Tipset tipset) {
    return Instant.ofEpochSecond(tipset.blocks().getFirst().timestamp());
  }
}
