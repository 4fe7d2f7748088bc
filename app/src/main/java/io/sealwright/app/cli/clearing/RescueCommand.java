package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Way;
import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the ways out for sectors whose files or record went too early, and goes one of them. */
@Command(name = "rescue")
public final class RescueCommand extends ClearingCommand {
  @Option(names = "--by", paramLabel = "WAY")
  Optional<Way.Kind> kind = Optional.empty();

  @Override
  protected void check() throws CommandFailure {
    super.check();
    if (apply && numbers.isEmpty()) {
      throw CommandFailure.invalid(
          "it is not said which sector is meant", "give the numbers that the plan shows");
    }
    if (apply && kind.isEmpty()) {
      throw CommandFailure.invalid(
          "it is not said which way to go", "choose one that is open, and name it with --by");
    }
  }

  @Override
  Optional<String> asked() {
    return kind.map(Reports::key);
  }

  @Override
  List<SectorNumber> all(Clearing clearing) throws CommandFailure, InterruptedException {
    return clearing.removedTooEarly();
  }

  @Override
  String dryRun() {
    return kind.isPresent() ? super.dryRun() : "plan.dry_run_by";
  }

  @Override
  Intent intent() {
    return kind.filter(Way.Kind.TERMINATE::equals).isPresent() ? Intent.END : Intent.CLEAN_UP;
  }

  @Override
  Optional<CommandFailure> objection(Clearing clearing, ClearingPlan plan, Reports reports) {
    return kind.isPresent()
        ? objection(clearing, plan, kind.get(), reports)
        : withoutWayOut(clearing, plan, reports);
  }

  private Optional<CommandFailure> objection(
      Clearing clearing, ClearingPlan plan, Way.Kind wanted, Reports reports) {
    if (plan.ways().stream().anyMatch(way -> isOpen(way, wanted))) {
      return clearing.objection(plan, wanted);
    }
    return Optional.of(
        CommandFailure.refused(
            reports.text(
                "plan.closed",
                plan.sector(),
                reports.word("plan.way", wanted),
                reason(plan, wanted, reports)),
            remedy(clearing, plan)));
  }

  /** Of those that were found, and not named, it is only shown how they stand. */
  private Optional<CommandFailure> withoutWayOut(
      Clearing clearing, ClearingPlan plan, Reports reports) {
    return numbers.isEmpty() || plan.ways().stream().anyMatch(Way::open)
        ? Optional.empty()
        : Optional.of(
            CommandFailure.refused(
                reports.text(
                    "plan.no_way", plan.sector(), reports.word("plan.reason", plan.reason())),
                remedy(clearing, plan)));
  }

  @Override
  String otherwise(ClearingPlan plan) {
    return kind.isPresent()
        ? "see the ways that are open with 'sealwright sectors rescue %s'".formatted(plan.sector())
        : "see 'sealwright sectors status %s' for what is decided about it"
            .formatted(plan.sector());
  }

  private static boolean isOpen(Way way, Way.Kind wanted) {
    return way.kind() == wanted && way.open();
  }

  private static String reason(ClearingPlan plan, Way.Kind wanted, Reports reports) {
    Optional<Way> way = plan.ways().stream().filter(one -> one.kind() == wanted).findFirst();
    return reports.word("plan.reason", way.map(Way::reason).orElse(plan.reason()))
        + way.flatMap(Way::until).map(until -> ", " + reports.text("plan.until", until)).orElse("");
  }

  @Override
  List<String> carryOut(Clearing clearing, ClearingPlan plan, Wish wish)
      throws CommandFailure, InterruptedException {
    Way.Kind way = kind.orElseThrow();
    clearing.rescue(plan.sector(), way, wish, plan.basis());
    return List.of(way.name().toLowerCase(Locale.ROOT));
  }
}
