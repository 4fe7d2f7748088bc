package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.cluster.sectors.SectorList;
import io.sealwright.engine.cluster.sectors.SectorRow;
import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.protocol.MinerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the sectors of a miner beside what the chain has of them. */
@Command(name = "list")
final class SectorsListCommand implements Callable<Integer> {
  @Mixin Target target = new Target();

  @Option(names = "--fast")
  boolean fast;

  @Option(names = "--states", paramLabel = "STATE", split = ",")
  List<String> states = new ArrayList<>();

  @Option(names = "--show-removed")
  boolean showRemoved;

  @Option(names = "--unproven")
  boolean unproven;

  @Option(names = "--events")
  boolean events;

  @Option(names = "--seal-time")
  boolean sealTime;

  @Option(names = "--initial-pledge")
  boolean pledge;

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    requireKnownStates();
    try (Link miner = target.miner.open();
        Link node = target.node.open()) {
      MinerId actor = target.actor(miner);
      SectorSource source = new SectorSource(miner, node);
      List<Long> numbers = wanted().isEmpty() ? source.all() : source.inStates(wanted());
      SectorList.Chain chain = source.chain(actor);
      List<SectorList.Answer> answers = source.briefs(numbers, !fast, events || sealTime);
      print(SectorList.of(answers, chain, shown()), node, fast ? 0 : source.head());
    }
    return ExitCode.DONE.number();
  }

  private void requireKnownStates() throws CommandFailure {
    if (unproven && !states.isEmpty()) {
      throw CommandFailure.invalid(
          "--states and --unproven exclude each other", "give one of them");
    }
    List<String> unknown = SectorStates.unknown(states);
    if (!unknown.isEmpty()) {
      throw CommandFailure.invalid(
          "no state of sectors is called " + String.join(", ", unknown),
          "the states are " + String.join(", ", SectorStates.allBut(List.of())));
    }
  }

  /** The states asked for; none means all. */
  private List<String> wanted() {
    return unproven
        ? SectorStates.allBut(Set.of(SectorStates.PROVING, SectorStates.AVAILABLE))
        : states;
  }

  private Predicate<String> shown() {
    return state ->
        showRemoved || !states.isEmpty() || !state.equals(SectorStates.REMOVED);
  }

  private void print(List<SectorRow> rows, Link node, long head) {
    Reports reports = Reports.of(spec, output);
    Duration delay = Duration.ofSeconds(node.version().blockDelaySeconds());
    SectorColumns columns = new SectorColumns(reports, new Measures(reports.words(), delay), head);
    reports.print(
        "sectors",
        new Listing<>(
            columns.wanted(new SectorColumns.Wanted(fast, sealTime, events, pledge)),
            columns.below(),
            rows));
  }
}
