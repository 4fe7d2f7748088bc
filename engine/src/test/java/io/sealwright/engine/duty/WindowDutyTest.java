package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.actor.miner.VerifiedProofs;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.duty.Replicas.Storage;
import io.sealwright.engine.duty.report.StageTook;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.window.Stage;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.actor.method.SubmitWindowedPost.ProvenPartition;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows of sectors of 2 KiB on a chain whose clock is stepped. */
final class WindowDutyTest {
  private static final NetworkRules FAST = NetworkRules.fast(new NetworkVersion(28));

  /** Windows of six epochs, of which several are good for a message. */
  private static final NetworkRules ROOMY =
      new NetworkRules(
          FAST.version(),
          FAST.letter(),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          FAST.preCommitChallengeDelay(),
          new EpochSpan(6),
          FAST.minimumPower(),
          FAST.sectorSizes());

  private static final ProofMeans WITHHELD = new ProofMeans.Withheld(WithheldProofs::ofWindow);
  private static final ParameterSet WINDOW =
      new ParameterSet(ParameterSet.Kind.WINDOW, SectorSize.KIB_2);

  @TempDir static Path shared;
  private static Optional<Replicas> replicas = Optional.empty();

  @TempDir Path folder;
  private Optional<ProvingChain> opened = Optional.empty();
  private final MemoryRecords records = new MemoryRecords();
  private Optional<PoolSender> sender = Optional.empty();
  private Optional<WindowDuty> running = Optional.empty();
  private ProofMeans means = WITHHELD;
  private volatile Optional<SectorNumber> unfindable = Optional.empty();
  private volatile Function<SectorFiles.Place, SectorFiles.Found> third = place -> place;

  @BeforeAll
  static void seal() throws Exception {
    replicas = Optional.of(Replicas.in(shared.resolve("replica")));
  }

  @AfterEach
  void end() throws Exception {
    if (running.isPresent()) {
      duty().stop();
      chain().close();
    }
    assertThat(Leftovers.below(folder)).isEqualTo(Leftovers.NONE);
  }

  private ProvingChain chain() {
    return opened.orElseThrow();
  }

  private PoolSender sender() {
    return sender.orElseThrow();
  }

  private WindowDuty duty() {
    return running.orElseThrow();
  }

  private Storage storage() {
    return new Storage(replicas.orElseThrow(), folder.resolve("storage"));
  }

  /** A chain on which sectors 1 to 3 are proven, the first two in one partition. */
  private void begin(NetworkRules rules, ProofChecker proofs) throws Exception {
    opened = Optional.of(new ProvingChain(folder.resolve("chain"), rules, proofs));
    sender = Optional.of(new PoolSender(chain()));
    storage().place(1, 2, 3);
    chain().onboard(replicas.orElseThrow().commR(), 1, 2, 3);
    start(rules);
  }

  /** A process that begins, with what earlier ones kept. */
  private void start(NetworkRules rules) {
    start(usual(rules));
  }

  private static DutySettings usual(NetworkRules rules) {
    return DutySettings.of(
        ProvingChain.MINER,
        rules.blockDelay(),
        (int) rules.partitionsPerMessage(SectorSize.KIB_2),
        2);
  }

  private void start(DutySettings settings) {
    running =
        Optional.of(
            new WindowDuty(
                chain().node(),
                settings,
                new WindowDuty.Surroundings(
                    means, this::find, records, sender(), _ -> {}, () -> chain().now())));
  }

  private Map<SectorNumber, SectorFiles.Found> find(Collection<SectorNumber> sectors)
      throws IOException {
    if (unfindable.filter(sectors::contains).isPresent()) {
      throw new IOException("the places cannot be read");
    }
    Map<SectorNumber, SectorFiles.Found> found = new HashMap<>(storage().find(sectors));
    found.computeIfPresent(
        new SectorNumber(3),
        (_, seen) -> seen instanceof SectorFiles.Place place ? third.apply(place) : seen);
    return found;
  }

  /** Steps until there is nothing to do at this head, and whatever runs has ended. */
  private void settle() throws Exception {
    for (int i = 0; i < 100; i++) {
      if (duty().step() instanceof DutyStep.Wait) {
        duty().await();
        if (duty().step() instanceof DutyStep.Wait) {
          return;
        }
      }
    }
    throw new AssertionError("the duty does not come to rest at " + chain().head());
  }

  /** Lives until the head is at an epoch, and does there what is to be done. */
  private void liveUntil(Epoch epoch) throws Exception {
    settle();
    while (chain().head().isBefore(epoch)) {
      chain().advance(1);
      settle();
    }
  }

  private void livePeriod(NetworkRules rules) throws Exception {
    liveUntil(chain().head().plus(rules.provingPeriod()));
  }

  /** Steps at this head until a step of a kind was done, and returns it. */
  private <S extends DutyStep> S stepUntil(Class<S> kind) throws Exception {
    for (int i = 0; i < 100; i++) {
      DutyStep step = duty().step();
      if (kind.isInstance(step)) {
        return kind.cast(step);
      }
      duty().await();
    }
    throw new AssertionError("no " + kind.getSimpleName() + " at " + chain().head());
  }

  private List<WindowRecord> of(Window window) {
    return records.ofWindow(window.open());
  }

  @Test
  void everySectorIsProvenInEveryPeriodWithProofsThatAreMarkedAsWithheld() throws Exception {
    begin(FAST, new WithheldProofs());

    livePeriod(FAST);
    livePeriod(FAST);

    assertThat(chain().faults()).isEqualTo(Bitfield.EMPTY);
    assertThat(chain().active()).isEqualTo(Bitfield.of(1, 2, 3));
    List<WindowRecord> ended =
        records.all().stream().filter(record -> record.progress().isEnded()).toList();
    assertThat(ended).hasSizeBetween(3, 5);
    assertThat(ended)
        .allSatisfy(record -> {
          assertThat(record.progress()).isInstanceOf(Progress.Landed.class);
          assertThat(record.withheld()).isTrue();
          assertThat(record.skipped()).isEqualTo(Bitfield.EMPTY);
          assertThat(record.stages())
              .extracting(StageTook::stage)
              .containsExactly(Stage.P_AUX, Stage.TREE_ROOTS, Stage.TREE_BRANCHES, Stage.CLOSING);
        });
    assertThat(sender().purposes()).doesNotHaveDuplicates().hasSize(records.all().size());
  }

  @Test
  void aRealProofIsMadeOfTheFilesAndTaken() throws Exception {
    ParameterFolder keys = new ParameterFolder(shared.resolve("keys"));
    keys.generate(WINDOW, Secrets.draw(new Random(1)), 2, _ -> {});
    ProofMeans.Real real =
        new ProofMeans.Real(keys, () -> Blinding.draw(new Random(2)), new Random(3));
    means =
        ProofMeans.choose(real, WINDOW, Optional.of((ProofMeans.Withheld) WITHHELD)).orElseThrow();
    Path recorded = Path.of("../proofs/src/test/resources/vectors/proofs/2k-v1_1");
    VerifiedProofs verified =
        new VerifiedProofs(
            SectorSize.KIB_2,
            new ParameterFolder(recorded)
                .key(new ParameterSet(ParameterSet.Kind.POREP, SectorSize.KIB_2)),
            keys.key(WINDOW),
            new Random(4));
    begin(ROOMY, new WithheldProofs(Optional.of(verified)));
    Files.delete(storage().sealed(2));
    Window window = chain().windowOf(1);

    liveUntil(window.close().plus(new EpochSpan(1)));

    WindowRecord record = of(window).getFirst();
    assertThat(record.progress()).isInstanceOf(Progress.Landed.class);
    assertThat(record.withheld()).isFalse();
    assertThat(record.stages()).extracting(StageTook::stage).containsExactly(Stage.values());
    assertThat(record.sectors()).isEqualTo(Bitfield.of(1));
    SubmitWindowedPost sent = submission(window);
    assertThat(sent.proofs().getFirst().registered()).isEqualTo(10);
    assertThat(sent.proofs().getFirst().bytes().size()).isEqualTo(192);
    assertThat(sent.proofs().getFirst().bytes()).isNotEqualTo(WithheldProofs.ofWindow(1));
    assertThat(chain().faults()).isEqualTo(Bitfield.of(2));
    assertThat(chain().active().contains(1)).isTrue();
  }

  private SubmitWindowedPost submission(Window window) throws Exception {
    for (PostMessage message : sender().pushed()) {
      if (message.purpose() instanceof Purpose.Proof(Attempt attempt)
          && attempt.window().equals(window)) {
        return MethodCbor.SUBMIT_WINDOWED_POST.decode(message.params().toBytes());
      }
    }
    throw new AssertionError("nothing was sent for " + window);
  }

  @Test
  void withoutParametersOnlyADevChainThatWasToldSoGetsSomething() {
    ProofMeans.Real none =
        new ProofMeans.Real(new ParameterFolder(folder), () -> Blinding.NONE, new Random(1));
    assertThat(ProofMeans.choose(none, WINDOW, Optional.empty())).isEmpty();
    assertThat(ProofMeans.choose(none, WINDOW, Optional.of((ProofMeans.Withheld) WITHHELD)))
        .contains(WITHHELD);
  }

  /** After the look at its files and before its proof. */
  @Test
  void aSectorThatIsLostAtTheLastMomentIsSkippedByNameAndComesBackLater() throws Exception {
    begin(FAST, new WithheldProofs());
    livePeriod(FAST);
    Window window = chain().windowOf(2);
    liveUntil(window.challenge().minus(new EpochSpan(1)));
    Files.move(storage().sealed(2), folder.resolve("lost"));
    liveUntil(window.close().plus(new EpochSpan(1)));

    WindowRecord record = of(window).getFirst();
    assertThat(record.progress()).isInstanceOf(Progress.Landed.class);
    assertThat(record.sectors()).isEqualTo(Bitfield.of(1));
    assertThat(record.skipped()).isEqualTo(Bitfield.of(2));
    assertThat(record.reasons())
        .singleElement()
        .satisfies(skipped -> {
          assertThat(skipped.sector()).isEqualTo(new SectorNumber(2));
          assertThat(skipped.storage()).contains(storage().path().toString());
          assertThat(skipped.reason()).contains("s-t01000-2 is not there");
        });
    assertThat(submission(window).partitions())
        .containsExactly(new ProvenPartition(0, Bitfield.of(2)));
    assertThat(chain().faults()).isEqualTo(Bitfield.of(2));

    Files.move(folder.resolve("lost"), storage().sealed(2));
    livePeriod(FAST);

    assertThat(sender().purposes())
        .contains("recoveries " + window.open().plus(FAST.provingPeriod()));
    assertThat(chain().faults()).isEqualTo(Bitfield.EMPTY);
    assertThat(chain().active()).isEqualTo(Bitfield.of(1, 2, 3));
  }

  /** A window of sector 3, whose files are gone since eight epochs before its cutoff. */
  private Window losesItsSectorBeforeTheCutoff() throws Exception {
    begin(FAST, new WithheldProofs());
    livePeriod(FAST);
    Window window = chain().windowOf(3);
    while (!chain().head().isBefore(window.faultCutoff().minus(new EpochSpan(8)))) {
      window = windowAfter(window);
    }
    liveUntil(window.faultCutoff().minus(new EpochSpan(8)));
    Files.delete(storage().sealed(3));
    return window;
  }

  @Test
  void aSectorThatIsLostInTimeIsDeclaredFaultyBeforeTheCutoff() throws Exception {
    Window window = losesItsSectorBeforeTheCutoff();

    liveUntil(window.challenge());

    assertThat(sender().purposes()).contains("faults " + window.open());
    assertThat(chain().faults()).isEqualTo(Bitfield.of(3));
    liveUntil(window.close());
    assertThat(of(window)).as("nothing is left to prove").isEmpty();
  }

  @Test
  void aCheckThatFailsIsMadeAgainAtTheNextHead() throws Exception {
    Window window = losesItsSectorBeforeTheCutoff();
    unfindable = Optional.of(new SectorNumber(3));
    stepUntilCheckOf(window);
    duty().await();
    assertThat(duty().step()).as("not again at this head").isInstanceOf(DutyStep.Wait.class);

    unfindable = Optional.empty();
    liveUntil(window.challenge());

    assertThat(sender().purposes()).contains("faults " + window.open());
    assertThat(chain().faults()).isEqualTo(Bitfield.of(3));
  }

  /** It is given to the proof nevertheless, which waits for it as long as there is time. */
  @Test
  void aSectorWhosePathIsSilentIsNotDeclaredLost() throws Exception {
    begin(FAST, new WithheldProofs());
    third = place -> new SectorFiles.Silent(Optional.of(place), "it does not answer");
    livePeriod(FAST);
    livePeriod(FAST);

    assertThat(sender().purposes()).noneMatch(purpose -> purpose.startsWith("faults"));
    assertThat(chain().faults()).isEqualTo(Bitfield.EMPTY);
    SectorCheck check =
        new SectorCheck(chain().node(), usual(FAST), this::find, () -> chain().now());
    assertThat(check.unprovable(numbers(1, 3)))
        .isEqualTo(Map.of(new SectorNumber(3), "it does not answer"));
  }

  /** As a network disk that is away for minutes: it may be back while the proof reads. */
  @Test
  void aSectorWhosePathIsInTroubleWhenItsProofBeginsIsTriedNevertheless() throws Exception {
    begin(FAST, new WithheldProofs());
    livePeriod(FAST);
    Window window = chain().windowOf(3);
    liveUntil(window.challenge().minus(new EpochSpan(1)));
    third = place -> new SectorFiles.Missing(Optional.of(place), "not mounted");
    liveUntil(window.close().plus(new EpochSpan(1)));

    assertThat(of(window).getFirst().sectors()).isEqualTo(Bitfield.of(3));
    assertThat(of(window).getFirst().progress()).isInstanceOf(Progress.Landed.class);
  }

  private void stepUntilCheckOf(Window window) throws Exception {
    while (chain().head().isBefore(window.faultCutoff())) {
      DutyStep step = duty().step();
      if (step instanceof DutyStep.Check(Window checked, var _) && checked.equals(window)) {
        return;
      }
      duty().await();
      if (step instanceof DutyStep.Wait) {
        chain().advance(1);
      }
    }
    throw new AssertionError("no check of " + window);
  }

  @Test
  void aCheckBetweenTheWindowsNamesWhatCannotBeProven() throws Exception {
    begin(FAST, new WithheldProofs());
    SectorCheck check =
        new SectorCheck(chain().node(), usual(FAST), storage(), () -> chain().now());
    assertThat(check.unprovable(numbers(1, 2, 3))).isEmpty();
    Files.delete(storage().sealed(2));
    Files.delete(storage().sealed(3));
    Files.write(storage().sealed(3), new byte[(int) SectorSize.KIB_2.bytes()]);

    Map<SectorNumber, String> bad = check.unprovable(numbers(1, 2, 3, 9));
    assertThat(bad).containsOnlyKeys(numbers(2, 3, 9));
    assertThat(bad.get(new SectorNumber(2))).contains("s-t01000-2 is not there");
    assertThat(bad.get(new SectorNumber(9))).isEqualTo("the chain has no such sector");
    assertThat(sender().purposes()).isEmpty();
  }

  private static List<SectorNumber> numbers(long... numbers) {
    return Arrays.stream(numbers).mapToObj(SectorNumber::new).toList();
  }

  private static Window windowAfter(Window window) {
    Window next = window.next();
    while (next.index() != window.index()) {
      next = next.next();
    }
    return next;
  }

  /**
   * A pipe that gives nothing is a disk that answers never: its read can be interrupted. All of the
   * window may be spent on reading, or it would be proven without that sector.
   */
  @Test
  void aWindowThatASlowDiskHoldsUpIsStoppedBeforeTheNextIsBegun() throws Exception {
    begin(ROOMY, new WithheldProofs());
    DutySettings usual = usual(ROOMY);
    start(
        new DutySettings(
            usual.miner(),
            usual.blockDelay(),
            usual.partitionsPerMessage(),
            usual.threads(),
            usual.readers(),
            usual.slow(),
            100));
    Window slow = chain().windowOf(1);
    Window next = chain().windowOf(3);
    assertThat(next).as("neighbours").isEqualTo(slow.next());
    liveUntil(slow.challenge());
    Path pipe = storage().path().resolve("cache/s-t01000-1/p_aux");
    Files.delete(pipe);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    try (RandomAccessFile _ = new RandomAccessFile(pipe.toFile(), "rw")) {
      chain().advance(1);
      stepUntilProving();
      while (chain().head().isBefore(slow.lastHead())) {
        chain().advance(1);
        assertThat(duty().step()).isInstanceOf(DutyStep.Wait.class);
      }
      assertThat(of(slow).getFirst().progress()).isInstanceOf(Progress.Proving.class);
      assertThat(Leftovers.below(folder).threads()).isNotEmpty();

      chain().advance(1);
      assertThat(duty().step()).isInstanceOf(DutyStep.Stop.class);

      assertThat(of(slow).getFirst().progress()).isInstanceOf(Progress.Stopped.class);
      assertThat(Leftovers.below(folder).threads()).isEmpty();
      assertThat(Leftovers.below(folder.resolve("storage")).files())
          .containsExactly("cache/s-t01000-1/p_aux"); // The test's own end of the pipe.
      assertThat(stepUntil(DutyStep.Prove.class).attempt().window()).isEqualTo(next);
    }
    liveUntil(next.close());
    assertThat(of(next).getFirst().progress()).isInstanceOf(Progress.Landed.class);
    assertThat(chain().faults()).isEqualTo(Bitfield.of(1, 2));
  }

  private void stepUntilProving() throws Exception {
    for (int i = 0; i < 20; i++) {
      if (duty().step() instanceof DutyStep.Prove) {
        return;
      }
    }
    throw new AssertionError("nothing is proven at " + chain().head());
  }

  /** Where a process ends that proves a window. */
  enum Crash {
    WHILE_PROVING,
    WITH_A_PROOF,
    AFTER_SENDING,
    ONCE_IT_IS_WRITTEN_DOWN
  }

  @ParameterizedTest
  @EnumSource
  void whereverAProcessEndsTheWindowIsProvenByOneMessage(Crash crash) throws Exception {
    begin(ROOMY, new WithheldProofs());
    Window window = chain().windowOf(1);
    liveUntil(window.provableFrom().minus(new EpochSpan(1)));
    chain().advance(1);
    stepUntil(DutyStep.Prove.class);
    if (crash != Crash.WHILE_PROVING) {
      settle();
      chain().advance(window.sendableFrom().since(chain().head()).epochs());
    }
    if (crash == Crash.AFTER_SENDING) {
      sender().trouble = PoolSender.Trouble.DIES_AFTER;
      assertThatThrownBy(() -> stepUntil(DutyStep.Send.class)).isInstanceOf(IOException.class);
    } else if (crash == Crash.ONCE_IT_IS_WRITTEN_DOWN) {
      stepUntil(DutyStep.Send.class);
    }

    start(ROOMY);
    liveUntil(window.close().plus(new EpochSpan(1)));

    assertThat(of(window).getLast().progress()).isInstanceOf(Progress.Landed.class);
    boolean isAgain = crash == Crash.WHILE_PROVING;
    assertThat(of(window)).hasSize(isAgain ? 2 : 1);
    assertThat(sender().purposes())
        .containsOnlyOnce("window-post %s 0 %d".formatted(window.open(), isAgain ? 2 : 1))
        .filteredOn(purpose -> purpose.startsWith("window-post " + window.open()))
        .hasSize(1);
    assertThat(chain().faults()).isEqualTo(Bitfield.EMPTY);
  }

  @Test
  void whatThePoolDoesNotTakeIsSentAtTheNextHead() throws Exception {
    begin(ROOMY, new WithheldProofs());
    Window window = chain().windowOf(1);
    liveUntil(window.open().minus(new EpochSpan(1)));
    sender().trouble = PoolSender.Trouble.REFUSES;
    chain().advance(1);
    settle();
    assertThat(of(window).getFirst().progress()).isInstanceOf(Progress.Proven.class);

    liveUntil(window.close().plus(new EpochSpan(1)));

    assertThat(of(window))
        .singleElement()
        .satisfies(record -> assertThat(record.progress()).isInstanceOf(Progress.Landed.class));
  }

  /** What a run could leave behind in this process. */
  record Leftovers(Set<String> threads, List<String> files) {
    static final Leftovers NONE = new Leftovers(Set.of(), List.of());

    /** Threads end a moment after their work: they are waited for. */
    static Leftovers below(Path folder) throws IOException, InterruptedException {
      Leftovers left = now(folder);
      for (int i = 0; i < 50 && !left.equals(NONE); i++) {
        Thread.sleep(10);
        left = now(folder);
      }
      return left;
    }

    private static Leftovers now(Path folder) throws IOException {
      Set<String> threads = new TreeSet<>();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.isAlive() && thread.getName().startsWith("post-")) {
          threads.add(thread.getName());
        }
      }
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
        Path real = folder.toRealPath();
        return new Leftovers(
            threads,
            descriptors
                .flatMap(Leftovers::target)
                .filter(target -> target.startsWith(real))
                .map(target -> real.relativize(target).toString())
                .sorted()
                .toList());
      }
    }

    private static Stream<Path> target(Path descriptor) {
      try {
        return Stream.of(Files.readSymbolicLink(descriptor));
      } catch (IOException e) {
        return Stream.empty();
      }
    }
  }
}
