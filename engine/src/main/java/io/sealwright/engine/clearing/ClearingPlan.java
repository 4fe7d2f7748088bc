package io.sealwright.engine.clearing;

import io.sealwright.engine.removal.Action;
import io.sealwright.engine.removal.Bill;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.DeletionPlan;
import io.sealwright.engine.removal.DeletionPlanner;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Permit;
import io.sealwright.engine.removal.Reason;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.removal.Step;
import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.removal.Ways;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.TerminationFeeRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as it travels and is shown.
 *
 * @param rescue what would keep the sector, to be considered first; each is an alternative
 * @param steps what gets rid of it, in this order
 * @param ways out, for a sector that something is expected of
 * @param bill of a live sector that would be ended
 * @param files with what would become of each, if they would be deleted
 * @param folders of the paths that are named, as far as they are known
 */
public record ClearingPlan(
    SectorNumber sector,
    Epoch head,
    Intent intent,
    Decision decision,
    Reason reason,
    Basis basis,
    List<Line> rescue,
    List<Line> steps,
    List<Way> ways,
    Optional<Cost> bill,
    List<File> files,
    List<Folder> folders) {
  public ClearingPlan {
    rescue = List.copyOf(rescue);
    steps = List.copyOf(steps);
    ways = List.copyOf(ways);
    files = List.copyOf(files);
    folders = List.copyOf(folders);
  }

  /**
   * By which the plan of a command about this sector, on these facts, is known again.
   *
   * @param deed what of it is to be done, where the command alone does not say that
   * @param gone as in a wish
   */
  public String id(String command, String deed, Set<String> gone) {
    List<Object> parts =
        List.of(command, deed, gone.stream().sorted().toList(), sector.number(), basis.texts());
    return "%08x".formatted(parts.hashCode());
  }

  /**
   * Something to do.
   *
   * @param action in one word, with what it waits for or by whose hand
   * @param about paths, kinds of files, a state or a job
   * @param until the first epoch at which a wait is over, if that is known
   * @param permit the last epoch at which it is permitted to do it; none if it is not, or if it
   *     takes no permit
   */
  public record Line(
      String action,
      List<String> about,
      Reason reason,
      Optional<Epoch> until,
      Optional<Epoch> permit) {
    public Line {
      about = List.copyOf(about);
    }

    private static Line of(Step step) {
      Optional<Epoch> until =
          step.action() instanceof Action.Await(_, Optional<Epoch> end) ? end : Optional.empty();
      return new Line(
          word(step.action()),
          about(step.action()),
          step.reason(),
          until,
          step.permit().map(Permit::expires));
    }

    private static List<String> about(Action action) {
      return switch (action) {
        case Action.Reattach(var paths) -> paths.stream().sorted().toList();
        case Action.Attach(var idleHosts) -> idleHosts.stream().sorted().toList();
        case Action.Recover(var missing, _) ->
            missing.stream().map(FileType::wireName).sorted().toList();
        case Action.SetBack(String state) -> List.of(state);
        case Action.Abort(var job) -> List.of(job.task().shortName(), job.call().toString());
        case Action.RestoreRecord _, Action.Await _, Action.Terminate _, Action.Remove _ ->
            List.of();
      };
    }
  }

  /** An action in one word. */
  public static String word(Action action) {
    return switch (action) {
      case Action.Reattach _ -> "reattach";
      case Action.Attach _ -> "attach";
      case Action.Recover _ -> "recover";
      case Action.RestoreRecord _ -> "restore_record";
      case Action.SetBack _ -> "set_back";
      case Action.Abort _ -> "abort";
      case Action.Await(Action.Event event, _) -> "await_" + small(event);
      case Action.Terminate(Action.Means means) -> "terminate_" + small(means);
      case Action.Remove(Action.Means means) -> "remove_" + small(means);
    };
  }

  private static String small(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** {@link Bill}, with the version of the network whose rule it is. */
  public record Cost(
      TerminationFeeRule rule,
      long networkVersion,
      TokenAmount fee,
      TokenAmount pledge,
      Optional<TokenAmount> recovery,
      Optional<Duration> recoveryTime,
      TokenAmount faultFee,
      Epoch endsBy,
      boolean inTime) {}

  /**
   * A file that would be deleted.
   *
   * @param until when it can be brought back; none if it goes at once
   */
  public record File(String path, FileType type, boolean whole, Optional<Instant> until) {}

  /** Where a host has a path. */
  public record Folder(String path, String host, String folder) {}

  /** The same, saying where the paths are that it names. */
  public ClearingPlan at(List<Folder> known) {
    return new ClearingPlan(
        sector, head, intent, decision, reason, basis, rescue, steps, ways, bill, files, known);
  }

  /** What the planner decides on the facts that ways out rest on, for a wish. */
  public static ClearingPlan of(Ways ways, Intent intent, Instant now) {
    NetworkRules rules = ways.rules();
    SectorFacts facts = ways.facts();
    DeletionPlan plan = new DeletionPlanner(rules).plan(facts, intent);
    boolean removes = plan.steps().stream().anyMatch(ClearingPlan::isRemoval);
    return new ClearingPlan(
        facts.sector().number(),
        facts.head(),
        intent,
        plan.decision(),
        plan.reason(),
        Basis.of(rules, facts),
        plan.rescue().stream().map(Line::of).toList(),
        plan.steps().stream().map(Line::of).toList(),
        ways.all(),
        plan.bill().map(bill -> cost(rules, facts, bill)),
        removes ? files(facts, now) : List.of(),
        List.of());
  }

  private static boolean isRemoval(Step step) {
    return step.action() instanceof Action.Remove;
  }

  private static Cost cost(NetworkRules rules, SectorFacts facts, Bill bill) {
    Optional<Duration> time =
        facts.recovery() instanceof Recovery.Possible possible
            ? Optional.of(possible.time())
            : Optional.empty();
    TokenAmount fault =
        facts.chain() instanceof ChainStanding.Live live ? live.fees().fault() : TokenAmount.ZERO;
    return new Cost(
        bill.rule(),
        rules.version().number(),
        bill.fee(),
        bill.pledge(),
        bill.recovery(),
        time,
        fault,
        bill.endsBy(),
        bill.inTime());
  }

  private static List<File> files(SectorFacts facts, Instant now) {
    return facts.files().found().stream()
        .map(file ->
            new File(
                file.path(),
                file.type(),
                file.whole(),
                until(TrashRule.WEEK.of(file, facts.chain(), now))))
        .toList();
  }

  private static Optional<Instant> until(TrashRule.Fate fate) {
    return fate instanceof TrashRule.Fate.Trashed(Instant until)
        ? Optional.of(until)
        : Optional.empty();
  }
}
