package io.sealwright.app.cli.clearing;

import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Reason;
import io.sealwright.engine.removal.Way;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The command that a plan leads to, as it is typed: what keeps the sector first, and what ends it
 * last. It plans too, so that it can be tried without harm.
 */
final class NextCommand {
  /** Ways that keep a sector for less than it costs to end it, but for what is said of each. */
  private static final Set<Way.Kind> KEEPING =
      EnumSet.of(Way.Kind.RESTORE, Way.Kind.ADOPT, Way.Kind.RECOVER);

  private NextCommand() {}

  /**
   * The command; none where nothing can be done now.
   *
   * @param clearing the miner that would be told
   * @param gone as in a wish, which the command has to repeat
   */
  static Optional<String> of(ClearingPlan plan, Clearing clearing, Set<String> gone) {
    return way(plan, clearing)
        .map(way -> "rescue %s --by %s".formatted(plan.sector(), way))
        .or(() -> ResetCommand.advised(plan).map(_ -> "reset " + plan.sector()))
        .or(() -> first(plan, clearing).map(verb -> verb + " " + plan.sector()))
        .map(words -> "sealwright sectors " + words + options(gone));
  }

  private static Optional<String> way(ClearingPlan plan, Clearing clearing) {
    return plan.ways().stream()
        .filter(Way::open)
        .map(Way::kind)
        .filter(KEEPING::contains)
        .filter(kind -> kind != Way.Kind.RECOVER || !isDearer(plan))
        .filter(kind -> clearing.objection(plan, kind).isEmpty())
        .findFirst()
        .map(kind -> kind.name().toLowerCase(Locale.ROOT));
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

  private static String options(Set<String> gone) {
    return gone.isEmpty() ? "" : " --gone " + String.join(",", gone.stream().sorted().toList());
  }
}
