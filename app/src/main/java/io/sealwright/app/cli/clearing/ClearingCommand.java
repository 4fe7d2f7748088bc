package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Reason;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Plans something about sectors and shows it; with {@code --apply} does it, if every one of them
 * may be dealt with so. The facts are collected anew before anything is done.
 */
abstract class ClearingCommand extends OperatorCommand {
  @Mixin private FullNodeOptions nodes = new FullNodeOptions();

  @Parameters(paramLabel = "NUMBER", arity = "0..*", converter = Values.Decimal.class)
  List<SectorNumber> numbers = new ArrayList<>();

  @Option(names = "--apply")
  boolean apply;

  @Option(names = "--as-planned", paramLabel = "PLAN")
  Optional<String> planned = Optional.empty();

  @Option(names = "--hour-cost", paramLabel = "FIL", converter = NodeValues.Fil.class)
  TokenAmount hourCost = TokenAmount.ZERO;

  @Option(names = "--gone", paramLabel = "PATH", split = ",")
  Set<String> gone = new LinkedHashSet<>();

  /**
   * A plan, and what has been done of it.
   *
   * @param id by which it is known again
   * @param next the command to go on with, if it is another
   */
  record Planned(ClearingPlan plan, String id, Optional<NextCommand> next, List<String> done) {
    Planned {
      done = List.copyOf(done);
    }
  }

  abstract Intent intent();

  /** The action that an option asks for, whatever the plan advises. */
  Optional<String> asked() {
    return Optional.empty();
  }

  /** What would be done of a plan, in one word, where that takes more than the command. */
  String deed(ClearingPlan plan) {
    return asked().orElse("");
  }

  /** The words for a plan that is shown only; what is missing is named in them. */
  String dryRun() {
    return "plan.dry_run";
  }

  /**
   * What the plan has against what is asked; nothing if it may be done.
   *
   * @param reports in the language of errors
   */
  abstract Optional<CommandFailure> objection(Clearing clearing, ClearingPlan plan, Reports reports)
      throws CommandFailure, InterruptedException;

  /** Does it; what was done. */
  abstract List<String> carryOut(Clearing clearing, ClearingPlan plan, Wish wish)
      throws CommandFailure, InterruptedException;

  /** Which sectors are meant where none is named. */
  List<SectorNumber> all(Clearing clearing) throws CommandFailure, InterruptedException {
    throw CommandFailure.invalid("no sector is named", "give its number");
  }

  @Override
  protected void check() throws CommandFailure {
    if (planned.isPresent() && numbers.size() > 1) {
      throw CommandFailure.invalid(
          "--as-planned names the plan of one sector", "give one number with it");
    }
  }

  @Override
  protected final void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    Wish wish = new Wish(intent(), hourCost, gone);
    OwnMiner own = new OwnMiner(link);
    if (own.isOwn()) {
      act(new OwnClearing(own), wish, reports);
      return;
    }
    try (Link node = nodes.open()) {
      reports.note("plan.lotus_files");
      act(LotusClearing.of(link, node), wish, reports);
    }
  }

  private void act(Clearing clearing, Wish wish, Reports reports)
      throws CommandFailure, InterruptedException {
    List<Planned> plans = new ArrayList<>();
    Optional<CommandFailure> objection = Optional.empty();
    for (SectorNumber number : numbers.isEmpty() ? all(clearing) : numbers) {
      ClearingPlan plan = clearing.plan(number, wish);
      plans.add(new Planned(plan, id(plan), next(clearing, plan), List.of()));
      if (objection.isEmpty()) {
        objection = changed(plan);
      }
      if (objection.isEmpty()) {
        objection = objection(clearing, plan, reports.inEnglish());
      }
    }
    if (objection.isPresent() || !apply) {
      report(reports).print(plans);
      if (objection.isPresent()) {
        throw objection.get();
      }
      if (plans.isEmpty()) {
        reports.note("plan.none");
      } else {
        reports.note(dryRun(), plans.getFirst().id());
      }
      return;
    }
    try {
      for (int i = 0; i < plans.size(); i++) {
        Planned planned = plans.get(i);
        List<String> done = carryOut(clearing, planned.plan(), wish);
        plans.set(i, new Planned(planned.plan(), planned.id(), Optional.empty(), done));
      }
    } finally {
      report(reports).print(plans);
    }
  }

  /** Nothing where an option says what is to be done, or this command does it. */
  final Optional<NextCommand> next(Clearing clearing, ClearingPlan plan) {
    return NextCommand.of(plan, clearing, gone)
        .filter(_ -> asked().isEmpty())
        .filter(next -> next.by().isPresent() || !next.name().equals(commandName()));
  }

  private String id(ClearingPlan plan) {
    return plan.id(commandName(), deed(plan), gone);
  }

  private PlanReport report(Reports reports) {
    return new PlanReport(reports, commandName(), asked());
  }

  private Optional<CommandFailure> changed(ClearingPlan plan) {
    String now = id(plan);
    return planned
        .filter(id -> !id.equals(now))
        .map(id ->
            CommandFailure.refused(
                "plan %s is not that of this 'sectors %s %s' on the facts of now, which is %s"
                    .formatted(id, commandName(), plan.sector(), now),
                "look at the plan again, with the same options"));
  }

  /** A refusal that leaves it to the operator what is done. */
  final Optional<CommandFailure> stays(Clearing clearing, ClearingPlan plan, Reports reports) {
    return stays(plan, reports, remedy(clearing, plan));
  }

  /** What is to be done before anything else is. */
  final String remedy(Clearing clearing, ClearingPlan plan) {
    return switch (plan.reason()) {
      case NO_SUCH_SECTOR ->
          "check the number; 'sealwright sectors list' shows those that are there";
      case PATHS_UNREACHABLE ->
          "make them reachable, or say with --gone which of them will not come back: "
              + named(plan, "reattach");
      case PLACE_UNRECORDED -> {
        String idle = named(plan, "attach");
        yield "start the workers of every host%s and attach every path that may have its files;"
                .formatted(idle.isEmpty() ? "" : " (there is none on " + idle + ")")
            + " with '--gone %s' you say that there is no such path".formatted(Wish.ELSEWHERE);
      }
      default -> next(clearing, plan).map(NextCommand::advice).orElseGet(() -> otherwise(plan));
    };
  }

  /** What is to be done where nothing has to be found out first. */
  String otherwise(ClearingPlan plan) {
    return "see 'sealwright sectors rescue %s' for what can be done".formatted(plan.sector());
  }

  /** The paths or hosts that are to be looked at first. */
  private static String named(ClearingPlan plan, String action) {
    return plan.rescue().stream()
        .filter(line -> line.action().equals(action))
        .flatMap(line -> line.about().stream())
        .collect(Collectors.joining(", "));
  }

  /** A refusal with the decision and its reason. */
  final Optional<CommandFailure> stays(ClearingPlan plan, Reports reports, String remedy) {
    Reason reason =
        plan.steps().stream()
            .findFirst()
            .filter(step -> step.action().startsWith("await"))
            .map(ClearingPlan.Line::reason)
            .orElse(plan.reason());
    return Optional.of(
        CommandFailure.refused(
            reports.text(
                "plan.stays",
                plan.sector(),
                report(reports).words(plan.decision()),
                reports.word("plan.reason", reason)),
            remedy));
  }
}
