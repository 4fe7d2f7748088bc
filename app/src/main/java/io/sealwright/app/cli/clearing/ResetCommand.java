package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Reason;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Lets sectors that failed go on from a point they have been at. */
@Command(name = "reset")
public final class ResetCommand extends ClearingCommand {
  @Option(names = "--to", paramLabel = "STATE", converter = Point.class)
  Optional<RestartPoint> point = Optional.empty();

  /** A point by the name of a state of Lotus, or by our own. */
  static final class Point implements ITypeConverter<RestartPoint> {
    @Override
    public RestartPoint convert(String text) {
      return RestartPoint.named(text.strip())
          .orElseThrow(() ->
              new TypeConversionException(
                  "no sector goes on from '%s', but from %s, and commit_2 and store alone"
                      .formatted(text, String.join(", ", RestartPoint.stateNames()))));
    }
  }

  @Override
  Intent intent() {
    return Intent.CLEAN_UP;
  }

  @Override
  Optional<String> asked() {
    return point.map(to -> "set_back " + Reports.key(to));
  }

  /** Without --to it goes on from where the plan says, so another advice is another deed. */
  @Override
  String deed(ClearingPlan plan) {
    return point.map(Reports::key).or(() -> advised(plan)).orElse("");
  }

  @Override
  Optional<CommandFailure> objection(Clearing clearing, ClearingPlan plan, Reports reports)
      throws CommandFailure, InterruptedException {
    boolean isSaid = point.isPresent() && plan.reason() != Reason.NO_SUCH_SECTOR;
    return isSaid || advised(plan).isPresent()
        ? clearing.objection(plan, point)
        : stays(clearing, plan, reports);
  }

  @Override
  String otherwise(ClearingPlan plan) {
    return "name a state with --to if it is to go on from an earlier one";
  }

  /** The state that a plan offers to go on from, if it may be done now. */
  static Optional<String> advised(ClearingPlan plan) {
    return plan.rescue().stream()
        .filter(line -> line.action().equals("set_back") && line.permit().isPresent())
        .map(line -> line.about().getFirst())
        .findFirst();
  }

  @Override
  List<String> carryOut(Clearing clearing, ClearingPlan plan, Wish wish)
      throws CommandFailure, InterruptedException {
    return List.of("set_back " + clearing.reset(plan, wish, point));
  }
}
