package io.sealwright.engine.duty;

import io.sealwright.engine.duty.ProofRun.Made;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.proofs.window.PostLimits;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Carries the duty of a miner out. Each {@link #step} looks at the chain, has {@link Duty} decide,
 * and does that one thing; what takes long runs on a thread of its own meanwhile. Not thread-safe:
 * one loop steps it.
 */
public final class WindowDuty {
  /** Steps without a pause; a sound duty needs a few at each head. */
  private static final int MOST_STEPS = 64;

  private final PostChain chain;
  private final DutySettings settings;
  private final Surroundings around;

  private Optional<Proving> proving = Optional.empty();
  private Optional<Checking> checking = Optional.empty();
  private List<FileCheck> looks = List.of();
  private Optional<Window> failedCheck = Optional.empty();
  private final Set<Purpose> declared = new HashSet<>();
  private final Set<Purpose> heldBack = new HashSet<>();
  private Epoch head = Epoch.GENESIS;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * What the duty works with.
   *
   * @param watch is shown the facts of each step, before it is done
   */
  public record Surroundings(
      ProofMeans means,
      SectorFiles files,
      DutyRecords records,
      PostSender sender,
      Consumer<DutyFacts> watch,
      InstantSource clock) {}

  /** An attempt whose proof is being made. */
  private record Proving(WindowRecord record, Background<Made> work) {
    Attempt attempt() {
      return record.attempt();
    }
  }

  /** A window whose files are being read. */
  private record Checking(Window window, Background<FileCheck> work) {}

  public WindowDuty(FullNode node, DutySettings settings, Surroundings around) {
    this.chain = new PostChain(node, settings.miner());
    this.settings = settings;
    this.around = around;
  }

  /** Steps until there is nothing to do for now. */
  public void round() throws RpcException, IOException, InterruptedException {
    for (int i = 0; i < MOST_STEPS && !(step() instanceof DutyStep.Wait); i++) {}
  }

  /** Why the last proof was not made; empty if it was. */
  public Optional<String> trouble() {
    return trouble;
  }

  /**
   * Does the next thing and says what it was.
   *
   * @throws IOException if records, the outbox or the places of sectors cannot be read or written;
   *     the same thing is next again
   */
  public DutyStep step() throws RpcException, IOException, InterruptedException {
    harvest();
    Tipset now = chain.head();
    if (!now.height().equals(head)) {
      heldBack.clear();
      failedCheck = Optional.empty();
    }
    head = now.height();
    DutyFacts facts = facts(now);
    around.watch().accept(facts);
    DutyStep step = Duty.next(facts, settings.partitionsPerMessage());
    act(step, facts, now);
    return step;
  }

  /** Ends what runs, with its files closed. The duty may be stepped again. */
  public void stop() throws InterruptedException, IOException {
    if (checking.isPresent()) {
      stopCheck();
    }
    harvest();
    if (proving.isPresent()) {
      stop("the duty was stopped");
    }
  }

  /** Waits until what runs has ended by itself; for tests. */
  void await() throws InterruptedException {
    if (proving.isPresent()) {
      proving.get().work().await();
    }
    if (checking.isPresent()) {
      checking.get().work().await();
    }
  }

  private void harvest() throws InterruptedException, IOException {
    if (proving.isPresent()) {
      Optional<Background.Ended<Made>> ended = proving.get().work().ended();
      if (ended.isPresent()) {
        proven(proving.get(), ended.get());
        proving = Optional.empty();
      }
    }
    if (checking.isPresent()) {
      Optional<Background.Ended<FileCheck>> ended = checking.get().work().ended();
      if (ended.isPresent()) {
        seen(checking.get(), ended.get());
        checking = Optional.empty();
      }
    }
  }

  private void proven(Proving run, Background.Ended<Made> ended) throws IOException {
    ended.failure().ifPresent(failure -> WindowLog.failed(run.attempt(), failure));
    Made made =
        ended
            .result()
            .orElseGet(() ->
                new Made(
                    run.record(),
                    Optional.empty(),
                    ended.failure().map(failure -> String.valueOf(failure.getMessage()))));
    Duration elapsed = Duration.between(run.record().started(), around.clock().instant());
    WindowLog.computed(made.record(), elapsed, made.failure().orElse(""));
    keep(
        made.record()
            .with(
                made.failure()
                    .<Progress>map(reason -> new Progress.Failed(reason, head))
                    .orElseGet(() -> made.proof().orElseThrow())));
    trouble = made.failure().map(reason -> "window %s: %s".formatted(run.attempt(), reason));
    failOnError(ended);
  }

  /** What no later try will mend is the process's affair, not the window's. */
  private static void failOnError(Background.Ended<?> ended) {
    if (ended.failure().orElse(null) instanceof Error error) {
      throw error;
    }
  }

  /** A check that failed has seen nothing and is made again at the next head. */
  private void seen(Checking run, Background.Ended<FileCheck> ended) {
    if (ended.result().isPresent()) {
      FileCheck look = ended.result().get();
      WindowLog.checked(look);
      looks =
          Stream.concat(
                  looks.stream().filter(each -> each.window().equals(look.window())),
                  Stream.of(look))
              .toList();
    } else {
      ended.failure().ifPresent(failure -> WindowLog.checkFailed(run.window(), failure));
      failedCheck = Optional.of(run.window());
    }
    failOnError(ended);
  }

  private DutyFacts facts(Tipset now) throws RpcException, IOException, InterruptedException {
    ProvingDeadline due = chain.due(now);
    Window current = Window.of(due);
    Window next = current.next();
    Window declarable = next;
    while (!declarable.isDeclarableAt(head)) {
      declarable = declarable.next();
    }
    List<WindowRecord> records = records(current, next);
    DutyFacts.Own own =
        new DutyFacts.Own(
            proving.map(Proving::attempt),
            checking.map(Checking::window),
            looks,
            failedCheck,
            declared,
            heldBack);
    return new DutyFacts(
        head,
        due.periodStart(),
        chain.window(current, now),
        chain.window(next, now),
        chain.window(declarable, now),
        records,
        outbox(records, own),
        fates(records, now),
        own);
  }

  private List<WindowRecord> records(Window current, Window next) throws IOException {
    Map<Attempt, WindowRecord> records = new LinkedHashMap<>();
    for (WindowRecord record : around.records().unended()) {
      records.put(record.attempt(), record);
    }
    for (Window window : List.of(current, next)) {
      for (WindowRecord record : around.records().ofWindow(window.open())) {
        records.put(record.attempt(), record);
      }
    }
    return List.copyOf(records.values());
  }

  /** Messages that a process signed and ended before it could write that down. */
  private Map<Attempt, Sent> outbox(List<WindowRecord> records, DutyFacts.Own own)
      throws IOException {
    Map<Attempt, Sent> signed = new HashMap<>();
    for (WindowRecord record : records) {
      Attempt attempt = record.attempt();
      boolean isUnsent =
          record.progress() instanceof Progress.Proving
              || record.progress() instanceof Progress.Proven;
      if (isUnsent && !own.isProving(attempt)) {
        around
            .sender()
            .sent(settings.miner(), new Purpose.Proof(attempt))
            .ifPresent(sent -> signed.put(attempt, sent));
      }
    }
    return signed;
  }

  private Map<Attempt, MessageFate> fates(List<WindowRecord> records, Tipset now)
      throws RpcException, InterruptedException {
    Map<Attempt, MessageFate> fates = new HashMap<>();
    for (WindowRecord record : records) {
      if (record.progress() instanceof Progress.OnItsWay sent) {
        chain.fate(sent, now).ifPresent(fate -> fates.put(record.attempt(), fate));
      }
    }
    return fates;
  }

  private void act(DutyStep step, DutyFacts facts, Tipset now)
      throws RpcException, IOException, InterruptedException {
    switch (step) {
      case DutyStep.Keep(WindowRecord record) -> keep(record);
      case DutyStep.Stop(var _, String reason) -> stop(reason);
      case DutyStep.StopCheck _ -> stopCheck();
      case DutyStep.Send(WindowRecord record, Progress.Proven proof) -> send(record, proof, now);
      case DutyStep.Prove(Attempt attempt) ->
          prove(attempt, facts.due(attempt.window()).orElseThrow(), now);
      case DutyStep.Check(Window window, Bitfield sectors) -> check(window, sectors, now);
      case DutyStep.Declare declare -> declare(declare);
      case DutyStep.Wait _ -> {}
    }
  }

  private void keep(WindowRecord record) throws IOException {
    around.records().put(record);
    WindowLog.kept(record);
  }

  private void stop(String reason) throws InterruptedException, IOException {
    Proving run = proving.orElseThrow();
    if (!run.work().stop()) {
      WindowLog.notStopped(run.attempt());
      return;
    }
    keep(run.record().with(new Progress.Stopped(reason, head)));
    proving = Optional.empty();
  }

  private void stopCheck() throws InterruptedException {
    if (checking.orElseThrow().work().stop()) {
      checking = Optional.empty();
    }
  }

  private void send(WindowRecord record, Progress.Proven proof, Tipset now)
      throws RpcException, IOException, InterruptedException {
    Attempt attempt = record.attempt();
    Epoch challenge = attempt.window().challenge();
    if (!chain.challenge(challenge, now).equals(record.randomness())) {
      WindowLog.randomnessChanged(attempt);
      keep(record.with(new Progress.Stopped("the chain's randomness changed", head)));
      return;
    }
    PostMessage message =
        PostMessages.submission(
            settings.miner(),
            attempt,
            proof.partitions(),
            proof.proof(),
            chain.commitment(challenge, now));
    Optional<Sent> sent = sent(message);
    if (sent.isPresent()) {
      keep(record.with(new Progress.OnItsWay(sent.get().message(), sent.get().head())));
    }
  }

  /** What cannot be sent now is tried again at the next head. */
  private Optional<Sent> sent(PostMessage message) throws IOException, InterruptedException {
    try {
      return Optional.of(around.sender().send(message));
    } catch (PostNotSent e) {
      WindowLog.notSent(message.purpose(), e);
      heldBack.add(message.purpose());
      return Optional.empty();
    }
  }

  private void declare(DutyStep.Declare declare) throws IOException, InterruptedException {
    Optional<Sent> sent = sent(PostMessages.declaration(settings.miner(), declare));
    if (sent.isPresent()) {
      declared.add(declare.purpose());
      WindowLog.declared(declare, sent.get().message());
    }
  }

  private void prove(Attempt attempt, DueWindow due, Tipset now)
      throws RpcException, IOException, InterruptedException {
    List<DuePartition> partitions =
        due.partitions().stream()
            .filter(partition -> attempt.partitions().contains(partition.index()))
            .toList();
    Bitfield numbers =
        partitions.stream()
            .map(DuePartition::toProve)
            .reduce(Bitfield.EMPTY, (all, more) -> all.union(more));
    MinerIdentity identity = chain.identity(now);
    List<Sector> sectors = chain.sectors(numbers, now);
    Bytes32 randomness = chain.challenge(attempt.window().challenge(), now);
    Instant started = around.clock().instant();
    WindowRecord record =
        WindowRecord.begun(
            attempt, randomness, started, around.means() instanceof ProofMeans.Withheld);
    keep(record);
    WindowLog.running(record, numbers.count(), head);
    ProofRun.Task task =
        new ProofRun.Task(
            record, order(identity, randomness), identity.windowPostProof(), partitions);
    PostLimits limits = limits(started, attempt.window().lastHead().plus(new EpochSpan(1)), true);
    Background<Made> work =
        Background.start(
            "window-post-" + attempt.window().index(), () -> run(task, sectors, limits).make());
    proving = Optional.of(new Proving(record, work));
  }

  private ProofRun run(ProofRun.Task task, List<Sector> sectors, PostLimits limits)
      throws IOException, InterruptedException {
    Located located = Located.of(settings.miner(), task.order().size(), sectors, around.files());
    return new ProofRun(task, located, around.means(), limits, around.clock());
  }

  static PostOrder order(MinerIdentity identity, Bytes32 randomness) {
    SectorSize size =
        SectorSize.ofBytes(identity.sectorSize())
            .orElseThrow(() -> new IllegalArgumentException("sectors of " + identity.sectorSize()));
    return new PostOrder(ProofRun.Task.kind(identity.windowPostProof()), size, randomness);
  }

  private PostLimits limits(Instant now, Epoch until, boolean isProven) {
    Duration left = settings.blockDelay().multipliedBy(until.since(head).epochs());
    Duration reading = isProven ? settings.forReading(left) : left;
    return new PostLimits(
        settings.threads(), settings.readers(), settings.slow(), now.plus(reading), now.plus(left));
  }

  /** Reads leaves that nobody could know before, as a proof would. */
  private void check(Window window, Bitfield numbers, Tipset now)
      throws RpcException, IOException, InterruptedException {
    PostOrder order = order(chain.identity(now), chain.challenge(head, now));
    List<Sector> sectors = chain.sectors(numbers, now);
    PostLimits limits = limits(around.clock().instant(), window.lookedAtUntil(head), false);
    CheckRun run = new CheckRun(window, head, numbers, order, limits, around.clock());
    Background<FileCheck> work =
        Background.start(
            "window-check-" + window.index(),
            () -> run.check(Located.of(settings.miner(), order.size(), sectors, around.files())));
    checking = Optional.of(new Checking(window, work));
  }
}
