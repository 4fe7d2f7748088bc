package io.sealwright.lotus.car;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.MarketState;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.StateRoot;
import io.sealwright.protocol.actor.VerifiedRegistryState;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import io.sealwright.protocol.ipld.Hamt;
import io.sealwright.protocol.ipld.HamtWriter;
import io.sealwright.protocol.message.MessageCbor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The collections of a real network's states, written anew from their entries: equal entries must
 * give an equal root, in whatever order they come and whatever was there in between.
 */
final class CollectionsTest {
  private static final Path SNAPSHOT = Path.of("../vectors/car/localnet-2k.car.zst");
  private static final long MINER = 1000;
  private static final int EXPIRATIONS = 5;
  private static final int PARTITION_EXPIRATIONS = 4;
  private static final int EARLY_TERMINATIONS = 3;
  private static final int OPTIMISTIC = 2;
  private static final int CLEAN_UP = 6;

  private static final CborCodec<Roots> ROOTS =
      CborTuple.of(Roots.class, CborCodecs.CID, CborCodecs.CID);

  @TempDir static Path folder;
  private static Optional<Snapshot> opened = Optional.empty();
  private static final Set<Map.Entry<Cid, Integer>> HAMTS = new LinkedHashSet<>();
  private static final Set<Map.Entry<Cid, Integer>> AMTS = new LinkedHashSet<>();
  private static final Set<Cid> MESSAGES = new LinkedHashSet<>();

  /** The messages of a block, by kind of signature. */
  public record Roots(Cid bls, Cid secp) {}

  @BeforeAll
  static void findCollections() throws IOException {
    Snapshot.Verified verified = Snapshot.open(SNAPSHOT, folder.resolve("plain"));
    opened = Optional.of(verified.snapshot());
    BlockHeader block = verified.report().head().blocks().getFirst();
    while (block.height().height() > 0) {
      findIn(snapshot().read(block.parentStateRoot(), ActorCbor.STATE_ROOT));
      Roots messages = snapshot().read(block.messages(), ROOTS);
      MESSAGES.add(messages.bls());
      MESSAGES.add(messages.secp());
      block = snapshot().read(block.parents().getFirst(), ChainCbor.BLOCK_HEADER);
    }
  }

  @AfterAll
  static void close() throws IOException {
    snapshot().close();
  }

  @Test
  void manyCollectionsAreCompared() {
    assertThat(HAMTS).hasSizeGreaterThan(149); // One state an epoch, and each other than the last.
    assertThat(AMTS).hasSizeGreaterThan(10);
    assertThat(MESSAGES).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aMapWrittenAnewHasTheSameRoot(long seed) throws IOException {
    for (Map.Entry<Cid, Integer> each : HAMTS) {
      Random random = new Random(seed ^ each.getKey().hashCode());
      Map<ByteString, Ipld> entries = new LinkedHashMap<>();
      new Hamt<>(snapshot(), Ipld.CODEC, each.getValue()).forEach(each.getKey(), entries::put);
      Store store = new Store(snapshot(), new HashMap<>());
      HamtWriter<Ipld> writer = HamtWriter.empty(store, Ipld.CODEC, each.getValue());
      List<ByteString> keys = new ArrayList<>(entries.keySet());
      List<ByteString> extra = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        extra.add(Address.id(1L << 40 | random.nextInt(1 << 30)).toBytes());
      }
      keys.addAll(extra);
      Collections.shuffle(keys, random);
      for (ByteString key : keys) {
        writer.set(key, entries.getOrDefault(key, Ipld.Nothing.NULL));
        writer = random.nextInt(16) == 0 ? reopened(writer, store, each.getValue()) : writer;
      }
      Collections.shuffle(extra, random);
      for (ByteString key : extra) {
        assertThat(writer.remove(key)).contains(Ipld.Nothing.NULL);
        writer = random.nextInt(16) == 0 ? reopened(writer, store, each.getValue()) : writer;
      }

      assertThat(writer.write()).as("seed %d, map %s", seed, each).isEqualTo(each.getKey());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void anArrayWrittenAnewHasTheSameRoot(long seed) throws IOException {
    for (Map.Entry<Cid, Integer> each : AMTS) {
      Random random = new Random(seed ^ each.getKey().hashCode());
      Map<Long, Ipld> entries = new TreeMap<>();
      new Amt<>(snapshot(), Ipld.CODEC, each.getValue()).forEach(each.getKey(), entries::put);
      Store store = new Store(snapshot(), new HashMap<>());
      AmtWriter<Ipld> writer = AmtWriter.empty(store, Ipld.CODEC, each.getValue());

      assertThat(rewritten(writer, store, each.getValue(), entries, random))
          .as("seed %d, array %s", seed, each)
          .isEqualTo(each.getKey());
    }
  }

  @Test
  void messagesOfABlockWrittenAnewHaveTheSameRoot() throws IOException {
    for (Cid root : MESSAGES) {
      List<Cid> messages = new ArrayList<>();
      Amt.ofMessages(snapshot(), CborCodecs.CID)
          .forEach(root, (index, message) -> messages.add(message));
      AmtWriter<Cid> writer =
          AmtWriter.ofMessages(new Store(snapshot(), new HashMap<>()), CborCodecs.CID);
      for (Cid message : messages) {
        assertThat(snapshot().read(message, MessageCbor.MESSAGE).cid()).isEqualTo(message);
        writer.set(writer.count(), message);
      }

      assertThat(writer.write()).isEqualTo(root);
    }
  }

  private static Cid rewritten(
      AmtWriter<Ipld> empty, Store store, int width, Map<Long, Ipld> entries, Random random)
      throws IOException {
    AmtWriter<Ipld> writer = empty;
    List<Long> extra = new ArrayList<>();
    for (int bits = 1; bits < 60; bits++) {
      long index = random.nextLong() >>> Long.SIZE - bits;
      if (!entries.containsKey(index) && !extra.contains(index)) {
        extra.add(index);
      }
    }
    List<Long> indexes = new ArrayList<>(entries.keySet());
    indexes.addAll(extra);
    Collections.shuffle(indexes, random);
    for (long index : indexes) {
      writer.set(index, entries.getOrDefault(index, Ipld.Nothing.NULL));
      writer =
          random.nextInt(16) == 0 ? AmtWriter.of(store, Ipld.CODEC, width, writer.write()) : writer;
    }
    assertThat(writer.count()).isEqualTo(indexes.size());
    Collections.shuffle(extra, random);
    for (long index : extra) {
      assertThat(writer.remove(index)).contains(Ipld.Nothing.NULL);
      assertThat(writer.remove(index)).isEmpty();
      writer =
          random.nextInt(16) == 0 ? AmtWriter.of(store, Ipld.CODEC, width, writer.write()) : writer;
    }
    return writer.write();
  }

  private static HamtWriter<Ipld> reopened(HamtWriter<Ipld> writer, Store store, int width)
      throws IOException {
    return HamtWriter.of(store, Ipld.CODEC, width, writer.write());
  }

  private static void findIn(StateRoot root) throws IOException {
    hamt(root.actors(), BitWidths.HAMT);
    hamt(head(root, 1, ActorCbor.INIT, InitState::addresses), BitWidths.HAMT);
    PowerState power = snapshot().read(head(root, 4), ActorCbor.POWER);
    hamt(power.claims(), BitWidths.HAMT);
    hamt(power.cronQueue(), BitWidths.CRON_EVENTS);
    new Hamt<>(snapshot(), CborCodecs.CID, BitWidths.CRON_EVENTS)
        .forEach(power.cronQueue(), (epoch, events) -> amt(events, BitWidths.CRON_EVENTS));
    MarketState market = snapshot().read(head(root, 5), ActorCbor.MARKET);
    amt(market.proposals(), BitWidths.DEAL_PROPOSALS);
    amt(market.states(), BitWidths.DEAL_STATES);
    hamt(market.pendingProposals(), BitWidths.HAMT);
    hamt(market.escrow(), BitWidths.BALANCES);
    hamt(market.locked(), BitWidths.BALANCES);
    hamt(market.operationsByEpoch(), BitWidths.HAMT);
    hamt(market.providerSectors(), BitWidths.HAMT);
    VerifiedRegistryState registry = snapshot().read(head(root, 6), ActorCbor.VERIFIED_REGISTRY);
    hamt(registry.verifiers(), BitWidths.HAMT);
    hamt(registry.claims(), BitWidths.HAMT);
    findIn(snapshot().read(head(root, MINER), MinerCbor.STATE));
  }

  private static void findIn(MinerState miner) throws IOException {
    hamt(miner.preCommitted(), BitWidths.HAMT);
    amt(miner.preCommittedCleanUp(), CLEAN_UP);
    amt(miner.sectors(), BitWidths.SECTORS);
    for (Cid block : snapshot().read(miner.deadlines(), MinerCbor.DEADLINES).blocks()) {
      DeadlineState deadline = snapshot().read(block, MinerCbor.DEADLINE);
      amt(deadline.partitions(), BitWidths.PARTITIONS);
      amt(deadline.expirations(), EXPIRATIONS);
      amt(deadline.optimisticProofs(), OPTIMISTIC);
      amt(deadline.sectorsSnapshot(), BitWidths.SECTORS);
      new Amt<>(snapshot(), MinerCbor.PARTITION, BitWidths.PARTITIONS)
          .forEach(
              deadline.partitions(),
              (index, partition) -> {
                amt(partition.expirations(), PARTITION_EXPIRATIONS);
                amt(partition.earlyTerminated(), EARLY_TERMINATIONS);
              });
    }
  }

  private static void hamt(Cid root, int width) {
    HAMTS.add(Map.entry(root, width));
  }

  private static void amt(Cid root, int width) {
    AMTS.add(Map.entry(root, width));
  }

  private static <T> Cid head(
      StateRoot root, long actor, CborCodec<T> codec, java.util.function.Function<T, Cid> part)
      throws IOException {
    return part.apply(snapshot().read(head(root, actor), codec));
  }

  private static Cid head(StateRoot root, long actor) throws IOException {
    return new Hamt<>(snapshot(), ActorCbor.ACTOR, BitWidths.HAMT)
        .get(root.actors(), Address.id(actor).toBytes())
        .map(Actor::head)
        .orElseThrow();
  }

  private static Snapshot snapshot() {
    return opened.orElseThrow();
  }

  private record Store(Snapshot snapshot, Map<Cid, byte[]> fresh) implements BlockStore {
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
}
