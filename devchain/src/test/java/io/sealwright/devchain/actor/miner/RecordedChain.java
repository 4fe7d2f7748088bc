package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The chain a real network of 2 KiB sectors exported, tipset by tipset; new blocks in memory. */
public final class RecordedChain implements Blocks, Randomness, AutoCloseable {
  private static final Path SNAPSHOT = Path.of("../vectors/car/localnet-2k.car.zst");
  private static final int MESSAGE_BITS = 3;
  private static final CborCodec<MessageRoots> ROOTS =
      CborTuple.of(MessageRoots.class, CborCodecs.CID, CborCodecs.CID);

  private final Snapshot snapshot;
  private final NavigableMap<Epoch, Tipset> tipsets = new TreeMap<>();
  private final Map<Cid, byte[]> fresh = new HashMap<>();

  private RecordedChain(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The roots of a block's messages, by kind of signature. */
  public record MessageRoots(Cid bls, Cid secp) {}

  /** A tipset with the state it was carried out on and the one it led to. */
  public record Step(TipsetWork work, Cid before, Cid after) {}

  public static RecordedChain open(Path scratch) throws IOException {
    Snapshot.Verified verified = Snapshot.open(SNAPSHOT, scratch);
    RecordedChain chain = new RecordedChain(verified.snapshot());
    Tipset next = verified.report().head();
    chain.tipsets.put(next.height(), next);
    while (next.height().height() > 0) {
      List<BlockHeader> blocks = new ArrayList<>();
      for (Cid parent : next.parents().blocks()) {
        blocks.add(chain.read(parent, ChainCbor.BLOCK_HEADER));
      }
      next = new Tipset(blocks);
      chain.tipsets.put(next.height(), next);
    }
    return chain;
  }

  /** All tipsets of which the state before and after is known, oldest first. */
  public List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    List<Tipset> all = List.copyOf(tipsets.values());
    for (int i = 1; i + 1 < all.size(); i++) {
      BlockHeader after = all.get(i + 1).blocks().getFirst();
      steps.add(
          new Step(
              work(all.get(i - 1), all.get(i)),
              all.get(i).parentStateRoot(),
              after.parentStateRoot()));
    }
    return steps;
  }

  private TipsetWork work(Tipset parent, Tipset tipset) throws IOException {
    List<Epoch> skipped = new ArrayList<>();
    for (Epoch e = parent.height().plus(new EpochSpan(1));
        e.isBefore(tipset.height());
        e = e.plus(new EpochSpan(1))) {
      skipped.add(e);
    }
    List<TipsetWork.Block> blocks = new ArrayList<>();
    for (BlockHeader block : tipset.blocks()) {
      blocks.add(work(block));
    }
    return new TipsetWork(
        tipset.height(), skipped, tipset.blocks().getFirst().parentBaseFee(), blocks);
  }

  private TipsetWork.Block work(BlockHeader block) throws IOException {
    MessageRoots roots = read(block.messages(), ROOTS);
    List<Message> bls = new ArrayList<>();
    new Amt<>(this, CborCodecs.CID, MESSAGE_BITS)
        .forEach(current(roots.bls()), (_, cid) -> bls.add(read(cid, MessageCbor.MESSAGE)));
    List<SignedMessage> secp = new ArrayList<>();
    new Amt<>(this, CborCodecs.CID, MESSAGE_BITS)
        .forEach(current(roots.secp()), (_, cid) -> secp.add(read(cid, MessageCbor.SIGNED_MESSAGE)));
    return new TipsetWork.Block(
        block.miner().actor().orElseThrow(),
        block.electionProof().orElseThrow().winCount(),
        bls,
        secp);
  }

  /** Lists of messages are arrays of the first version, whose root does not tell its bit width. */
  private Cid current(Cid root) throws IOException {
    List<Ipld> parts = new ArrayList<>();
    parts.add(new Ipld.Int(BigInteger.valueOf(MESSAGE_BITS)));
    if (read(root, Ipld.CODEC) instanceof Ipld.Items(List<Ipld> old)) {
      parts.addAll(old);
    }
    return write(new Ipld.Items(parts), Ipld.CODEC);
  }

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

  @Override
  public Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) {
    BlockHeader block = at(epoch).blocks().getFirst();
    return draw(domain, block.ticket().orElseThrow().bytes(), epoch, entropy);
  }

  @Override
  public Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) {
    BlockHeader block = at(epoch).blocks().getFirst();
    return draw(domain, block.beaconEntries().getLast().bytes(), epoch, entropy);
  }

  /** The newest tipset not above an epoch; before the first it is the first. */
  private Tipset at(Epoch epoch) {
    var entry = tipsets.floorEntry(epoch);
    return entry == null ? tipsets.firstEntry().getValue() : entry.getValue();
  }

  private static Bytes32 draw(long domain, ByteString base, Epoch epoch, ByteString entropy) {
    ByteString digest =
        Blake2b.BYTES_32.digest(
            number(domain), Blake2b.BYTES_32.digest(base), number(epoch.height()), entropy);
    return Bytes32.of(digest.toBytes());
  }

  private static ByteString number(long value) {
    return ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  @Override
  public void close() throws IOException {
    snapshot.close();
  }
}
