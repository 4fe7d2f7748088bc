package io.sealwright.lotus.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.StateRoot;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.Hamt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot that a real node exported from a network of 2 KiB sectors. */
final class SnapshotTest {
  private static final Path SNAPSHOT = Path.of("../vectors/car/localnet-2k.car.zst");
  private static final long MINER = 1000;

  @TempDir static Path folder;
  private static Path plain = Path.of("");
  private static byte[] compressed = {};

  @BeforeAll
  static void decompress() throws IOException {
    compressed = Files.readAllBytes(SNAPSHOT);
    plain = folder.resolve("plain.car");
    try (InputStream in = Files.newInputStream(SNAPSHOT);
        InputStream car = new io.airlift.compress.v3.zstd.ZstdInputStream(in)) {
      Files.copy(car, plain);
    }
  }

  @Test
  void aSnapshotVerifiesPlainAndCompressed() throws IOException {
    SnapshotReport report = report(plain);

    assertThat(report(SNAPSHOT)).isEqualTo(report);
    assertThat(report.blocks()).isEqualTo(1284);
    assertThat(report.bytes()).isEqualTo(8_884_011);
    assertThat(report.head().height().height()).isEqualTo(149);
    assertThat(report.oldestState().height()).isZero();
    assertThat(report.genesis()).isBefore(report.headTime());
    assertThat(report.head().key().blocks()).extracting(Cid::toString).hasSize(1);
    assertThat(scratch()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aCopyCutShortIsRefused(long seed) throws IOException {
    byte[] car = Files.readAllBytes(plain);
    Random random = new Random(seed);

    refuses(Arrays.copyOf(car, random.nextInt(car.length)));
    refuses(Arrays.copyOf(compressed, random.nextInt(compressed.length)));
  }

  /** Nothing in the file says how many blocks there are: the links do. */
  @Test
  void aCopyWithoutItsLastBlocksIsRefused() throws IOException {
    byte[] car = Files.readAllBytes(plain);
    List<Long> ends = new ArrayList<>();
    try (InputStream in = Files.newInputStream(plain)) {
      CarReader reader = new CarReader(in);
      assertThat(reader.roots()).hasSize(1);
      ends.add(reader.position());
      while (reader.next().isPresent()) {
        ends.add(reader.position());
      }
    }
    for (int last : new int[] {0, 1, 2, 640, ends.size() - 3, ends.size() - 2}) {
      refuses(Arrays.copyOf(car, ends.get(last).intValue()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void aCopyWithOneByteChangedIsRefused(long seed) throws IOException {
    Random random = new Random(seed);
    byte[] car = Files.readAllBytes(plain);

    refuses(flipped(car, random.nextInt(car.length), random));
    refuses(flipped(compressed, random.nextInt(compressed.length), random));
    refuses(flipped(car, random.nextInt(200), random));
  }

  @Test
  void theStateOfTheHeadIsReadThroughItsCollections() throws IOException {
    try (Snapshot snapshot = Snapshot.open(plain, scratch()).snapshot()) {
      SnapshotReport report = report(plain);
      StateRoot root = snapshot.read(report.head().parentStateRoot(), ActorCbor.STATE_ROOT);
      Hamt<Actor> actors = new Hamt<>(snapshot, ActorCbor.ACTOR, BitWidths.HAMT);

      InitState init = snapshot.read(head(actors, root, 1), ActorCbor.INIT);
      PowerState power = snapshot.read(head(actors, root, 4), ActorCbor.POWER);

      assertThat(root.version()).isEqualTo(5);
      assertThat(init.networkName()).startsWith("localnet-");
      assertThat(power.miners()).isEqualTo(1);
      assertThat(
              new Hamt<>(snapshot, ActorCbor.POWER_CLAIM, BitWidths.HAMT)
                  .get(power.claims(), Address.id(MINER).toBytes()))
          .hasValueSatisfying(
              claim -> assertThat(claim.rawPower()).isEqualTo(power.rawCommitted()));
      assertThat(actors.get(root.actors(), Address.id(999_999).toBytes())).isEmpty();
      AtomicInteger found = new AtomicInteger();
      actors.forEach(
          root.actors(),
          (key, actor) -> {
            assertThat(actors.get(root.actors(), key)).contains(actor);
            found.incrementAndGet();
          });
      assertThat(found.get()).isGreaterThan(10);
    }
  }

  /** Partitions name exactly the sectors that the miner's array holds. */
  @Test
  void theSectorsOfAMinerAreThoseOfItsPartitions() throws IOException {
    try (Snapshot snapshot = Snapshot.open(plain, scratch()).snapshot()) {
      StateRoot root = snapshot.read(report(plain).head().parentStateRoot(), ActorCbor.STATE_ROOT);
      Hamt<Actor> actors = new Hamt<>(snapshot, ActorCbor.ACTOR, BitWidths.HAMT);
      MinerState miner = snapshot.read(head(actors, root, MINER), MinerCbor.STATE);
      Amt<?> sectors = new Amt<>(snapshot, MinerCbor.SECTOR, BitWidths.SECTORS);
      TreeSet<Long> numbers = new TreeSet<>();
      new Amt<>(snapshot, MinerCbor.SECTOR, BitWidths.SECTORS)
          .forEach(
              miner.sectors(),
              (index, sector) -> {
                assertThat(sector.number().number()).isEqualTo(index);
                numbers.add(index);
              });

      Bitfield assigned = assigned(snapshot, miner);

      assertThat(numbers).isNotEmpty();
      assertThat(assigned)
          .isEqualTo(Bitfield.of(numbers.stream().mapToLong(Long::longValue).toArray()));
      assertThat(sectors.get(miner.sectors(), numbers.first())).isPresent();
      assertThat(sectors.get(miner.sectors(), 1L << 40)).isEmpty();
    }
  }

  @Test
  void anExportWithoutItsEmptyChunkIsIncomplete() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportStream export = new ExportStream(out);
    export.chunk(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}));

    assertThatThrownBy(export::end).isInstanceOf(SnapshotRefused.class);
    export.chunk("");
    export.end();
    assertThat(out.toByteArray()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> export.chunk("AQ==")).isInstanceOf(SnapshotRefused.class);
  }

  private static Bitfield assigned(Snapshot snapshot, MinerState miner) throws IOException {
    Bitfield[] all = {Bitfield.EMPTY};
    for (Cid block : snapshot.read(miner.deadlines(), MinerCbor.DEADLINES).blocks()) {
      DeadlineState deadline = snapshot.read(block, MinerCbor.DEADLINE);
      new Amt<>(snapshot, MinerCbor.PARTITION, BitWidths.PARTITIONS)
          .forEach(
              deadline.partitions(),
              (index, partition) -> all[0] = all[0].union(partition.sectors()));
    }
    return all[0];
  }

  private static Cid head(Hamt<Actor> actors, StateRoot root, long actor) throws IOException {
    return actors.get(root.actors(), Address.id(actor).toBytes()).orElseThrow().head();
  }

  private static SnapshotReport report(Path car) throws IOException {
    Snapshot.Verified verified = Snapshot.open(car, scratch());
    verified.snapshot().close();
    return verified.report();
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return changed;
  }

  private static void refuses(byte[] copy) throws IOException {
    Path file = Files.write(folder.resolve("copy.car"), copy);
    assertThatThrownBy(() -> Snapshot.open(file, scratch()))
        .isInstanceOf(SnapshotRefused.class)
        .hasMessageNotContaining("null");
  }

  private static Path scratch() {
    return folder.resolve("decompressed.car");
  }
}
