package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Reason;
import io.sealwright.engine.removal.Way;
import io.sealwright.protocol.SectorNumber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The command that a plan leads to: what keeps the sector first, and what ends it last. It plans
 * too, so that it can be tried without harm.
 *
 * @param name of the command
 * @param by the way that it would go, which keeps the sector
 * @param gone as in a wish, which the command has to repeat
 */
record NextCommand(String name, SectorNumber sector, Optional<Way.Kind> by, Set<String> gone) {
  /** Ways that keep a sector for less than it costs to end it, but for what is said of each. */
  private static final Set<Way.Kind> KEEPING =
      EnumSet.of(Way.Kind.RESTORE, Way.Kind.ADOPT, Way.Kind.RECOVER);

  NextCommand {
    gone = Set.copyOf(gone);
  }

  /**
   * The command; none where nothing can be done now.
   *
   * @param clearing the miner that would be told
   */
  static Optional<NextCommand> of(ClearingPlan plan, Clearing clearing, Set<String> gone) {
    Optional<Way.Kind> way = way(plan, clearing);
    return way.map(_ -> "rescue")
        .or(() -> ResetCommand.advised(plan).map(_ -> "reset"))
        .or(() -> first(plan, clearing))
        .map(name -> new NextCommand(name, plan.sector(), way, gone));
  }

  /** As it is typed. */
  String words() {
    return "sealwright sectors %s %s".formatted(name, sector)
        + by.map(way -> " --by " + Reports.key(way)).orElse("")
        + (gone.isEmpty() ? "" : " --gone " + String.join(",", gone.stream().sorted().toList()));
  }

  /** What an error says of it. */
  String advice() {
    return "go on with '%s'".formatted(words());
  }

  private static Optional<Way.Kind> way(ClearingPlan plan, Clearing clearing) {
    return plan.ways().stream()
        .filter(Way::open)
        .map(Way::kind)
        .filter(KEEPING::contains)
        .filter(kind -> kind != Way.Kind.RECOVER || !isDearer(plan))
        .filter(kind -> clearing.objection(plan, kind).isEmpty())
        .findFirst();
  }

  /** Whether to seal it again costs more than to end it. */
  private static boolean isDearer(ClearingPlan plan) {
    return plan.rescue().stream()
        .anyMatch(
            line -> line.action().equals("recover") && line.reason() == Reason.TERMINATION_CHEAPER);
  }

  /** What gets rid of it, where that is permitted now and it is not to be kept. */
  private static Optional<String> first(ClearingPlan plan, Clearing clearing) {
    return plan.steps().stream()
        .findFirst()
        .filter(_ -> plan.decision() != Decision.RESCUE)
        .filter(step -> step.permit().isPresent() && clearing.objection(plan).isEmpty())
        .map(step -> step.action().startsWith("terminate") ? "terminate" : "remove");
  }
}
