package io.sealwright.app.cli.action;

import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.store.ActionTable.Action;
import io.sealwright.engine.store.ActionTable.Outcome;
import io.sealwright.engine.store.ActionTable.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what operators had done: who, what, when, and how it went; the newest first. */
@Command(name = "actions")
public final class ActionsCommand extends OperatorCommand {
  private static final int MOST = 10_000;

  @Option(names = "--who", paramLabel = "NAME")
  Optional<String> who = Optional.empty();

  @Option(names = "--what", paramLabel = "ACTION")
  Optional<String> what = Optional.empty();

  @Option(names = "--outcome", paramLabel = "begun|done|refused|failed")
  Optional<Outcome> outcome = Optional.empty();

  @Option(names = "--since", paramLabel = "TIME")
  Optional<Instant> since = Optional.empty();

  @Option(names = "--count", paramLabel = "N", defaultValue = "100")
  int count = 100;

  @Override
  protected void check() throws CommandFailure {
    if (count < 1 || count > MOST) {
      throw CommandFailure.invalid(
          count + " actions cannot be shown", "give a number from 1 to " + MOST);
    }
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    List<Action> actions =
        new OwnMiner(link)
            .ask(OwnMiner.API.actions().ask(new Query(who, what, outcome, since, count)));
    reports.print(
        "actions",
        new Listing<>(
            List.of(
                Column.of("action", action -> action.id().number()),
                Column.of("begun", Action::begun),
                Column.of("ended", action -> action.ended().orElse(null)),
                Column.of("who", action -> action.order().who()),
                Column.of("what", action -> action.order().what()),
                Column.of("details", action -> action.order().details()),
                new Column<>(
                    "outcome",
                    Action::outcome,
                    action -> reports.word("actions.outcome", action.outcome()))),
            List.of(Column.of("words", Action::words)),
            actions));
  }
}
