package io.sealwright.engine.duty;

import io.sealwright.engine.duty.DutyStep.Check;
import io.sealwright.engine.duty.DutyStep.Keep;
import io.sealwright.engine.duty.DutyStep.Prove;
import io.sealwright.engine.duty.DutyStep.Send;
import io.sealwright.engine.duty.DutyStep.Stop;
import io.sealwright.engine.duty.DutyStep.StopCheck;
import io.sealwright.engine.duty.DutyStep.Wait;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Says what a miner has to do for its windows, one thing at a time, the most urgent first:
 *
 * <pre>
 *   1  write down what became of attempts, of those of a process that is gone, too
 *   2  stop a proof that comes too late for its window
 *   3  send what is proven
 *   4  prove: the open window's partitions, then the next one's as soon as its challenge is calm
 *   5  look at the files of the first window that declarations are still taken for, and declare
 * </pre>
 *
 * One thread of ours reads at a time. A window that is not done in time is given up, so that it
 * does not spoil the one after it.
 */
public final class Duty {
  /** After so many failures a partition is not tried again in the same window. */
  public static final int MOST_FAILURES = 3;

  private static final EpochSpan ONE = new EpochSpan(1);

  private final DutyFacts facts;
  private final Epoch head;
  private final int partitionsPerMessage;

  private Duty(DutyFacts facts, int partitionsPerMessage) {
    this.facts = facts;
    this.head = facts.head();
    this.partitionsPerMessage = partitionsPerMessage;
  }

  /**
   * The next step.
   *
   * @param partitionsPerMessage what a message may carry
   */
  public static DutyStep next(DutyFacts facts, int partitionsPerMessage) {
    Duty duty = new Duty(facts, partitionsPerMessage);
    return Stream.<Supplier<Optional<DutyStep>>>of(
            duty::settle, duty::stop, duty::send, duty::prove, duty::declare)
        .flatMap(step -> step.get().stream())
        .findFirst()
        .orElseGet(duty::await);
  }

  private Optional<DutyStep> settle() {
    return facts.records().stream()
        .filter(record -> !record.progress().isEnded())
        .flatMap(record -> settled(record).map(record::with).stream())
        .<DutyStep>map(Keep::new)
        .findFirst();
  }

  private Optional<Progress> settled(WindowRecord record) {
    return switch (record.progress()) {
      case Progress.Proving _ ->
          facts.own().isProving(record.attempt())
              ? Optional.empty()
              : signed(record.attempt()).or(() -> Optional.of(orphaned()));
      case Progress.Proven _ -> signed(record.attempt()).or(() -> given(record.attempt()));
      case Progress.OnItsWay sent -> arrived(record.attempt(), sent);
      case Progress.Landed _, Progress.Refused _, Progress.Failed _, Progress.Stopped _ ->
          Optional.empty();
    };
  }

  /** Its message was signed, though that could not be written down any more. */
  private Optional<Progress> signed(Attempt attempt) {
    return Optional.ofNullable(facts.outbox().get(attempt))
        .map(sent -> new Progress.OnItsWay(sent.message(), sent.head()));
  }

  private Progress orphaned() {
    return new Progress.Stopped("the process that proved it ended", head);
  }

  /** A proof that nobody wants any more. */
  private Optional<Progress> given(Attempt attempt) {
    return uselessness(attempt).map(reason -> new Progress.Failed(reason, head));
  }

  private Optional<String> uselessness(Attempt attempt) {
    if (attempt.window().isLostAt(head)) {
      return Optional.of("its window closed first");
    }
    boolean isProven =
        facts
            .due(attempt.window())
            .filter(due -> due.posted().containsAll(attempt.partitions()))
            .isPresent();
    return isProven ? Optional.of("its partitions are proven already") : Optional.empty();
  }

  /** A receipt is seen an epoch after its message was carried out, and may go again. */
  private Optional<Progress> arrived(Attempt attempt, Progress.OnItsWay sent) {
    MessageFate fate = facts.fates().get(attempt);
    if (fate != null && !fate.exit().isOk()) {
      return Optional.of(new Progress.Refused(sent.message(), fate.exit()));
    }
    if (fate != null) {
      return head.isBefore(attempt.window().settledFrom(fate.at()))
          ? Optional.empty()
          : Optional.of(new Progress.Landed(sent.message(), fate.at()));
    }
    return attempt.window().close().isBefore(head)
        ? Optional.of(new Progress.Failed("its message did not land in time", head))
        : Optional.empty();
  }

  private Optional<DutyStep> stop() {
    return facts
        .own()
        .proving()
        .flatMap(attempt -> uselessness(attempt).map(reason -> new Stop(attempt, reason)));
  }

  private Optional<DutyStep> send() {
    return facts.records().stream().flatMap(record -> send(record).stream()).findFirst();
  }

  private Optional<DutyStep> send(WindowRecord record) {
    Attempt attempt = record.attempt();
    boolean isTime =
        !head.isBefore(attempt.window().sendableFrom()) && !isHeldBack(new Purpose.Proof(attempt));
    return isTime && record.progress() instanceof Progress.Proven proof
        ? Optional.of(new Send(record, proof))
        : Optional.empty();
  }

  private boolean isHeldBack(Purpose purpose) {
    return facts.own().heldBack().contains(purpose);
  }

  private Optional<DutyStep> prove() {
    if (facts.own().proving().isPresent() || head.isBefore(facts.periodStart())) {
      return Optional.empty();
    }
    Optional<Attempt> attempt =
        Stream.of(facts.current(), facts.next()).flatMap(due -> attempt(due).stream()).findFirst();
    return attempt.map(begun ->
        facts.own().checking().<DutyStep>map(StopCheck::new).orElseGet(() -> new Prove(begun)));
  }

  /** The first partitions that nobody proves, as many as a message may carry. */
  private Optional<Attempt> attempt(DueWindow due) {
    Window window = due.window();
    if (head.isBefore(window.provableFrom()) || window.isLostAt(head)) {
      return Optional.empty();
    }
    long[] open =
        due.unproven().stream()
            .mapToLong(DuePartition::index)
            .filter(partition -> isOpen(window, partition))
            .limit(partitionsPerMessage)
            .toArray();
    if (open.length == 0) {
      return Optional.empty();
    }
    Bitfield partitions = Bitfield.of(open);
    long before =
        facts.records().stream()
            .map(WindowRecord::attempt)
            .filter(attempt -> attempt.window().equals(window))
            .filter(attempt -> !attempt.partitions().intersect(partitions).isEmpty())
            .count();
    return Optional.of(new Attempt(window, partitions, (int) before + 1));
  }

  private boolean isOpen(Window window, long partition) {
    List<Progress> tries =
        facts.records().stream()
            .filter(record -> record.attempt().window().equals(window))
            .filter(record -> record.attempt().partitions().contains(partition))
            .map(WindowRecord::progress)
            .toList();
    return tries.stream().filter(Duty::hasFailed).count() < MOST_FAILURES
        && tries.stream().noneMatch(Progress::isPromising)
        && tries.stream().noneMatch(this::isOfThisHead);
  }

  /** What was given up because a process ended does not count. */
  private static boolean hasFailed(Progress progress) {
    return progress instanceof Progress.Failed || progress instanceof Progress.Refused;
  }

  /** What has just failed is tried again at the next head. */
  private boolean isOfThisHead(Progress progress) {
    return progress instanceof Progress.Failed failed && failed.head().equals(head);
  }

  private Optional<DutyStep> declare() {
    DueWindow due = facts.declarable();
    if (!due.window().isDeclarableAt(head) || due.live().isEmpty()) {
      return Optional.empty();
    }
    List<FileCheck> looks = facts.own().looksAt(due.window());
    if (looks.isEmpty()) {
      return look(due.window(), due.live());
    }
    return Declarations.of(due, looks).stream()
        .filter(declared -> !facts.own().declared().contains(declared.purpose()))
        .filter(declared -> !isHeldBack(declared.purpose()))
        .<DutyStep>map(declared -> declared)
        .findFirst()
        .or(() ->
            isDoubtful(due) && !head.isBefore(secondLook(looks.getFirst()))
                ? look(due.window(), Declarations.doubtful(due, looks.getFirst()))
                : Optional.empty());
  }

  private Optional<DutyStep> look(Window window, Bitfield sectors) {
    boolean hasJustFailed = facts.own().failedCheck().filter(window::equals).isPresent();
    return facts.own().isIdle() && !hasJustFailed
        ? Optional.of(new Check(window, sectors))
        : Optional.empty();
  }

  /** Whether the first look left something open. */
  private boolean isDoubtful(DueWindow due) {
    List<FileCheck> looks = facts.own().looksAt(due.window());
    return looks.size() == 1 && !Declarations.doubtful(due, looks.getFirst()).isEmpty();
  }

  private static Epoch secondLook(FileCheck first) {
    return first.window().secondLook(first.at());
  }

  private DutyStep await() {
    Optional<Attempt> proving = facts.own().proving();
    if (proving.isPresent()) {
      Window window = proving.get().window();
      return new Wait(
          later(window.lastHead().plus(ONE)), "deadline " + window.index() + " is being proven");
    }
    boolean isPending = facts.records().stream().anyMatch(record -> !record.progress().isEnded());
    boolean isToBeTriedAgain =
        !facts.own().heldBack().isEmpty()
            || facts.own().failedCheck().isPresent()
            || isDoubtful(facts.declarable());
    if (isPending || !facts.own().isIdle() || isToBeTriedAgain) {
      return new Wait(head.plus(ONE), "something is on its way");
    }
    Window current = facts.current().window();
    return Stream.of(current, facts.next().window(), facts.next().window().next())
        .map(Window::provableFrom)
        .filter(head::isBefore)
        .findFirst()
        .map(from -> new Wait(later(from), "nothing has to be proven"))
        .orElseThrow();
  }

  /** A chain may go back; the wait then is for what comes. */
  private Epoch later(Epoch until) {
    return head.isBefore(until) ? until : head.plus(ONE);
  }
}
