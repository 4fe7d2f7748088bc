package io.sealwright.devchain.replay;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chain of a real network, as a node exported it. */
final class RecordedChain implements AutoCloseable {
  private static final Path SNAPSHOT = Path.of("../vectors/car/localnet-2k.car.zst");

  private static final CborCodec<Roots> ROOTS =
      CborTuple.of(Roots.class, CborCodecs.CID, CborCodecs.CID);

  private final Snapshot snapshot;
  private final List<Tipset> tipsets = new ArrayList<>();

  /** The messages of a block, by kind of signature. */
  public record Roots(Cid bls, Cid secp) {}

  /** A tipset, the state it is carried out on, and the state the network came to. */
  record Step(Tipset tipset, Cid before, Cid after, TipsetWork work) {
    @Override
    public String toString() {
      return "epoch " + tipset.height();
    }
  }

  private RecordedChain(Snapshot snapshot, Tipset head) throws IOException {
    this.snapshot = snapshot;
    tipsets.add(head);
    while (tipsets.getFirst().height().height() > 0) {
      List<BlockHeader> parents = new ArrayList<>();
      for (Cid cid : tipsets.getFirst().parents().blocks()) {
        parents.add(snapshot.read(cid, ChainCbor.BLOCK_HEADER));
      }
      tipsets.addFirst(new Tipset(parents));
    }
  }

  static RecordedChain open(Path scratch) throws IOException {
    Snapshot.Verified verified = Snapshot.open(SNAPSHOT, scratch);
    return new RecordedChain(verified.snapshot(), verified.report().head());
  }

  List<Tipset> tipsets() {
    return List.copyOf(tipsets);
  }

  /** Every tipset but genesis and the head, of which nobody knows what state it led to. */
  List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i + 1 < tipsets.size(); i++) {
      Tipset tipset = tipsets.get(i);
      List<Epoch> skipped = new ArrayList<>();
      long parent = tipsets.get(i - 1).height().height();
      for (long epoch = parent + 1; epoch < tipset.height().height(); epoch++) {
        skipped.add(new Epoch(epoch));
      }
      List<TipsetWork.Block> blocks = new ArrayList<>();
      for (BlockHeader block : tipset.blocks()) {
        blocks.add(block(block));
      }
      TipsetWork work =
          new TipsetWork(
              tipset.height(), skipped, tipset.blocks().getFirst().parentBaseFee(), blocks);
      steps.add(
          new Step(tipset, tipset.parentStateRoot(), tipsets.get(i + 1).parentStateRoot(), work));
    }
    return steps;
  }

  private TipsetWork.Block block(BlockHeader header) throws IOException {
    Roots roots = snapshot.read(header.messages(), ROOTS);
    List<Message> bls = new ArrayList<>();
    Amt.ofMessages(snapshot, CborCodecs.CID)
        .forEach(roots.bls(), (index, cid) -> bls.add(snapshot.read(cid, MessageCbor.MESSAGE)));
    List<SignedMessage> secp = new ArrayList<>();
    Amt.ofMessages(snapshot, CborCodecs.CID)
        .forEach(
            roots.secp(), (index, cid) -> secp.add(snapshot.read(cid, MessageCbor.SIGNED_MESSAGE)));
    return new TipsetWork.Block(
        header.miner().actor().orElseThrow(),
        header.electionProof().orElseThrow().winCount(),
        bls,
        secp);
  }

  /** The recorded blocks, with room in memory for new ones. */
  Blocks blocks() {
    return new Recorded(snapshot, new HashMap<>());
  }

  private record Recorded(Snapshot snapshot, Map<Cid, byte[]> fresh) implements Blocks {
    @Override
    public Cid put(byte[] block) {
      Cid cid = Cid.ofCbor(block);
      fresh.put(cid, block);
      return cid;
    }

    @Override
    public Optional<byte[]> block(Cid cid) throws IOException {
      byte[] block = fresh.get(cid);
      return block == null ? snapshot.block(cid) : Optional.of(block);
    }
  }

  @Override
  public void close() throws IOException {
    snapshot.close();
  }
}
