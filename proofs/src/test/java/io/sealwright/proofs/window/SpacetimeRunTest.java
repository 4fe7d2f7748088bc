package io.sealwright.proofs.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.circuit.RecordedSecrets;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.proofs.window.PostResult.Outcome;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Proofs of spacetime of the recorded sectors, from folders as a miner has them. */
final class SpacetimeRunTest {
  private static final ParameterSet WINDOW =
      new ParameterSet(ParameterSet.Kind.WINDOW, SectorSize.KIB_2);
  private static final int G1_BYTES = 96;
  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir static Path shared;
  private static Miner miner = new Miner(Path.of(""));
  private static ParameterFolder keys = new ParameterFolder(Path.of(""));

  @TempDir Path folder;
  private Path first = Path.of("");
  private Path second = Path.of("");
  private final List<PostEvent> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void sealAndMakeKeys() throws Exception {
    miner = Miner.in(shared);
    keys = new ParameterFolder(shared.resolve("keys"));
    keys.generate(WINDOW, RecordedSecrets.get(), 2, Progress.silent());
  }

  @BeforeEach
  void makeStorage() throws Exception {
    first = Files.createDirectory(folder.resolve("first"));
    second = Files.createDirectory(folder.resolve("second"));
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    assertThat(Leftovers.below(folder)).isEqualTo(Leftovers.NONE);
  }

  private SpacetimeRun run(PostKind kind, Duration readFor, Duration endAfter) {
    Instant now = Instant.now();
    return new SpacetimeRun(
        new PostOrder(kind, SectorSize.KIB_2, Bytes32.repeat(3)),
        new PostLimits(2, 3, Duration.ZERO, now.plus(readFor), now.plus(endAfter)),
        InstantSource.system(),
        events::add);
  }

  private static PostResult prove(SpacetimeRun run, List<PlacedSector> sectors, Blinding blinding)
      throws Exception {
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = keys.map(WINDOW, arena);
      return run.prove(sectors, new SpacetimeProver(parameters, 2, () -> blinding, new Random(1)));
    }
  }

  private static boolean holds(PostKind kind, List<PlacedSector> sectors, Outcome outcome)
      throws Exception {
    return outcome instanceof Outcome.Proven(List<SectorNumber> numbers, var proof)
        && numbers.equals(sectors.stream().map(PlacedSector::sector).toList())
        && new PostVerifier(kind, SectorSize.KIB_2, keys.key(WINDOW), new Random(2))
            .holds(
                Bytes32.repeat(3),
                sectors.stream()
                    .map(
                        sector -> new PostVerifier.Subject(sector.sector(), sector.files().commR()))
                    .toList(),
                proof.toBytes());
  }

  /** Parameters with one wrong point make something that looks like a proof. */
  @Test
  void aProofThatDoesNotVerifyIsNone() throws Exception {
    ParameterFolder wrong = new ParameterFolder(folder.resolve("wrong"));
    Files.createDirectory(wrong.folder());
    Files.copy(keys.verifyingKey(WINDOW), wrong.verifyingKey(WINDOW));
    byte[] file = Files.readAllBytes(keys.parameters(WINDOW));
    int powers = keys.key(WINDOW).toBytes().length;
    int points = ByteBuffer.wrap(file).getInt(powers);
    int list = powers + Integer.BYTES + points * G1_BYTES + Integer.BYTES;
    System.arraycopy(file, list + G1_BYTES, file, list, G1_BYTES);
    Files.write(wrong.parameters(WINDOW), file);
    List<PlacedSector> sectors = List.of(miner.place("piece_sector", first));

    try (Arena arena = Arena.ofShared()) {
      SpacetimeProver prover =
          new SpacetimeProver(wrong.map(WINDOW, arena), 2, () -> Blinding.NONE, new Random(1));
      assertThat(run(PostKind.WINDOW_V1_1, LONG, LONG).prove(sectors, prover).outcome())
          .isEqualTo(new Outcome.NotValid());
    }
  }

  @ParameterizedTest
  @CsvSource({"WINDOW_V1, window_v1_two_sectors", "WINDOW_V1_1, window_v1_2_two_sectors"})
  void aProofWithoutBlindingIsTheReferences(PostKind kind, String recorded) throws Exception {
    PlacedSector piece = miner.place("piece_sector", first);
    PlacedSector zero = miner.place("zero_sector", second);

    PostResult result = prove(run(kind, LONG, LONG), List.of(piece, zero), Blinding.NONE);

    assertThat(result.bad()).isEmpty();
    assertThat(result.hung()).isEmpty();
    assertProof(result, recorded);
  }

  @Test
  void aWinningProofWithoutBlindingIsTheReferences() throws Exception {
    ParameterSet winning = new ParameterSet(ParameterSet.Kind.WINNING, SectorSize.KIB_2);
    keys.generate(winning, RecordedSecrets.get(), 2, Progress.silent());
    PlacedSector piece = miner.place("piece_sector", first);

    try (Arena arena = Arena.ofShared()) {
      PostResult result =
          run(PostKind.WINNING, LONG, LONG)
              .prove(
                  List.of(piece),
                  new SpacetimeProver(
                      keys.map(winning, arena), 2, () -> Blinding.NONE, new Random(1)));
      assertProof(result, "winning");
    }
  }

  private static void assertProof(PostResult result, String recorded) {
    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            Outcome.Proven.class,
            proven ->
                assertThat(HexFormat.of().formatHex(proven.proof().toBytes()))
                    .isEqualTo(
                        GoldenSector.of("2k-v1_1", "zero_sector")
                            .file()
                            .get("post")
                            .get(recorded)
                            .get("deterministic")
                            .get("hex")
                            .asString()));
  }

  @Test
  void aDeadlineOfSeveralPartitionsIsProvenInTheOrderOfTheChain() throws Exception {
    List<PlacedSector> sectors = new ArrayList<>();
    for (long number : new long[] {9, 100, 8}) {
      sectors.add(miner.place(number == 8 ? "zero_sector" : "piece_sector", first, number));
    }

    PostResult result =
        prove(run(PostKind.WINDOW_V1_1, LONG, LONG), sectors, Blinding.draw(new Random(4)));

    assertThat(holds(PostKind.WINDOW_V1_1, PostOrder.sorted(sectors), result.outcome())).isTrue();
    assertThat(((Outcome.Proven) result.outcome()).proof().toBytes()).hasSize(2 * 192);
  }

  @Test
  void theFiveStagesAreReportedWithTheSlowSectorsAndTheirPaths() throws Exception {
    PlacedSector piece = miner.place("piece_sector", first);
    PlacedSector zero = miner.place("zero_sector", second);

    PostResult result =
        prove(run(PostKind.WINDOW_V1_1, LONG, LONG), List.of(piece, zero), Blinding.NONE);

    assertThat(result.stages()).extracting(StageSpan::stage).containsExactly(Stage.values());
    assertThat(result.stages()).allMatch(span -> !span.ended().isBefore(span.begun()));
    assertThat(events.stream().filter(PostEvent.StageBegun.class::isInstance)).hasSize(5);
    assertThat(stagesThatFinished()).containsExactly(Stage.values());
    assertThat(events)
        .filteredOn(PostEvent.SlowRead.class::isInstance)
        .extracting(event -> ((PostEvent.SlowRead) event).reading().storage())
        .containsExactlyInAnyOrder(first, second);
    assertThat(result.readings())
        .extracting(SectorReading::sector)
        .containsExactlyInAnyOrder(new SectorNumber(42), new SectorNumber(43));
  }

  private List<Stage> stagesThatFinished() {
    return events.stream()
        .filter(event -> event instanceof PostEvent.StageEnded(var _, boolean finished) && finished)
        .map(event -> ((PostEvent.StageEnded) event).span().stage())
        .toList();
  }

  /** What is done to a file of sector 50, and what the report says of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cache/s-t01000-50/p_aux                      | gone    | p_aux is not there
          cache/s-t01000-50/p_aux                      | cut     | has 63 bytes instead of 64
          cache/s-t01000-50/p_aux                      | longer  | has 65 bytes instead of 64
          cache/s-t01000-50/p_aux                      | changed | does not give the sector's CommR
          cache/s-t01000-50/sc-02-data-tree-r-last.dat | gone    | tree-r-last.dat is not there
          cache/s-t01000-50/sc-02-data-tree-r-last.dat | cut     | has 31 bytes instead of 32
          cache/s-t01000-50/sc-02-data-tree-r-last.dat | changed | do not give CommR
          sealed/s-t01000-50                           | gone    | s-t01000-50 is not there
          sealed/s-t01000-50                           | cut     | has 2047 bytes instead of 2048
          sealed/s-t01000-50                           | changed | is not in the replica tree
          sealed/s-t01000-50                           | ones    | values that no sealing writes
          """)
  void aBadSectorIsNamedAndTheRestIsRead(String file, String change, String reason)
      throws Exception {
    PlacedSector good = miner.place("piece_sector", first);
    PlacedSector bad = miner.place("zero_sector", second, 50);
    change(second.resolve(file), change);

    PostResult result = run(PostKind.WINDOW_V1_1, LONG, LONG).read(List.of(bad, good));

    assertThat(result.bad()).hasSize(1);
    assertThat(result.bad().getFirst().sector()).isEqualTo(new SectorNumber(50));
    assertThat(result.bad().getFirst().storage()).contains(second);
    assertThat(result.bad().getFirst().defect().words()).contains(reason);
    assertThat(result.readings()).extracting(SectorReading::sector).containsExactly(good.sector());
  }

  /** In the old rules the second sector has other challenges when the first falls out. */
  @ParameterizedTest
  @EnumSource(names = {"WINDOW_V1", "WINDOW_V1_1"})
  void theRestOfADeadlineIsProvenWithoutItsBadSector(PostKind kind) throws Exception {
    PlacedSector bad = miner.place("zero_sector", second);
    PlacedSector good = miner.place("piece_sector", first);
    change(bad.files().sealed(), "changed");

    PostResult result = prove(run(kind, LONG, LONG), List.of(bad, good), Blinding.NONE);

    assertThat(holds(kind, List.of(good), result.outcome())).isTrue();
  }

  private static void change(Path file, String how) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    switch (how) {
      case "gone" -> {}
      case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
      case "longer" -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
      case "ones" -> {
        Arrays.fill(bytes, (byte) 0xff);
        Files.write(file, bytes);
      }
      default -> {
        for (int i = 0; i < bytes.length; i += 32) {
          bytes[i] ^= 1;
        }
        Files.write(file, bytes);
      }
    }
  }

  @Test
  void withoutAnyGoodSectorThereIsNoProof() throws Exception {
    PlacedSector bad = miner.place("piece_sector", first);
    Files.delete(bad.files().sealed());

    PostResult result = prove(run(PostKind.WINDOW_V1_1, LONG, LONG), List.of(bad), Blinding.NONE);

    assertThat(result.outcome()).isEqualTo(new Outcome.NothingLeft());
  }

  @Test
  void aReadThatHangsIsEndedAndTheOtherSectorsAreProven() throws Exception {
    PlacedSector good = miner.place("piece_sector", first);
    PlacedSector hanging = miner.place("zero_sector", first);
    Path pAux = hanging.files().cache().pAux();
    makePipe(pAux);

    try (RandomAccessFile _ = new RandomAccessFile(pAux.toFile(), "rw")) {
      PostResult result =
          prove(
              run(PostKind.WINDOW_V1_1, Duration.ofSeconds(2), LONG),
              List.of(good, hanging),
              Blinding.NONE);

      assertThat(result.bad()).hasSize(1);
      assertThat(result.bad().getFirst().defect().words()).isEqualTo("was not read in time");
      assertThat(result.hung()).isEmpty();
      assertThat(holds(PostKind.WINDOW_V1_1, List.of(good), result.outcome())).isTrue();
      assertThat(Leftovers.below(folder).threads()).isEmpty();
      assertThat(Leftovers.below(folder).files())
          .containsExactly("first/cache/s-t01000-42/p_aux"); // The test's own end of the pipe.
    }
  }

  /** A pipe that nobody writes to is opened like a file on a mount that hangs: never. */
  @Test
  void aReadThatNothingEndsIsNamedAndLeftBehindUntilTheSystemAnswers() throws Exception {
    PlacedSector good = miner.place("piece_sector", first);
    PlacedSector hanging = miner.place("zero_sector", second);
    makePipe(hanging.files().sealed());

    PostResult result =
        run(PostKind.WINDOW_V1_1, Duration.ofSeconds(1), LONG).read(List.of(good, hanging));

    assertThat(result.outcome()).isEqualTo(new Outcome.OnlyRead());
    assertThat(result.readings()).extracting(SectorReading::sector).containsExactly(good.sector());
    assertThat(result.hung())
        .containsExactly(new HungRead(hanging.sector(), second, Stage.TREE_BRANCHES));
    assertThat(Leftovers.below(folder).threads()).hasSize(1);

    try (FileChannel pipe = FileChannel.open(hanging.files().sealed(), StandardOpenOption.WRITE)) {
      assertThat(pipe.isOpen()).isTrue();
      for (int i = 0; i < 5 && !Leftovers.below(folder).threads().isEmpty(); i++) {
        Thread.sleep(10);
      }
    }
  }

  @Test
  void atTheEndNothingGoesOnWhateverItDoes() throws Exception {
    List<PlacedSector> sectors = new ArrayList<>();
    for (long number = 1; number <= 40; number++) {
      sectors.add(miner.place("piece_sector", first, number));
    }

    PostResult result =
        prove(
            run(PostKind.WINDOW_V1_1, Duration.ofSeconds(3), Duration.ofSeconds(3)),
            sectors,
            Blinding.NONE);

    assertThat(result.outcome()).isInstanceOf(Outcome.OutOfTime.class);
    assertThat(stagesThatFinished()).doesNotContain(Stage.PROOF, Stage.CLOSING);
    assertThat(Leftovers.below(shared)).isEqualTo(Leftovers.NONE);
  }

  @Test
  void anInterruptEndsAllAsTheEndDoes() throws Exception {
    PlacedSector hanging = miner.place("zero_sector", first);
    Path pAux = hanging.files().cache().pAux();
    makePipe(pAux);

    try (RandomAccessFile _ = new RandomAccessFile(pAux.toFile(), "rw")) {
      Thread tester = Thread.currentThread();
      Thread.ofVirtual()
          .start(() -> {
            try {
              Thread.sleep(500);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            tester.interrupt();
          });
      assertThatThrownBy(() -> run(PostKind.WINDOW_V1_1, LONG, LONG).read(List.of(hanging)))
          .isInstanceOf(InterruptedException.class);
      assertThat(Leftovers.below(folder).threads()).isEmpty();
    }
  }

  private static void makePipe(Path file) throws Exception {
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
  }

  @Test
  void noMoreThreadsReadOnAPathThanItBears() throws Exception {
    List<PlacedSector> sectors = new ArrayList<>();
    for (long number = 1; number <= 5; number++) {
      sectors.add(miner.place("piece_sector", first, number));
      makePipe(sectors.getLast().files().sealed());
    }

    PostResult result = run(PostKind.WINDOW_V1_1, Duration.ofSeconds(1), LONG).read(sectors);

    assertThat(result.hung()).hasSize(3);
    assertThat(result.bad()).hasSize(5);
    for (HungRead hung : result.hung()) {
      Path pipe = first.resolve("sealed/s-t01000-" + hung.sector());
      try (FileChannel channel = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
        assertThat(channel.write(ByteBuffer.allocate(1))).isBetween(0, 1);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("pipe"); // Its reader was quicker and is gone.
      }
    }
    for (int i = 0; i < 5 && !Leftovers.below(folder).threads().isEmpty(); i++) {
      Thread.sleep(10);
    }
  }
}
