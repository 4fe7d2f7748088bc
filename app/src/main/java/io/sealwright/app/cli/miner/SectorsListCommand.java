package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.sectors.SectorList;
import io.sealwright.engine.cluster.sectors.SectorRow;
import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the sectors of a miner beside what the chain has of them. */
@Command(name = "list")
final class SectorsListCommand extends Showing {
  @Mixin private Target target = new Target();

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

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    requireKnownStates();
    try (Link miner = target.miner.open();
        Link node = target.node.open()) {
      MinerId actor = target.actor(miner);
      SectorSource source = new SectorSource(miner, node);
      List<Long> numbers = wanted().isEmpty() ? source.all() : source.inStates(wanted());
      SectorList.Chain chain = source.chain(actor);
      List<SectorList.Answer> answers = source.briefs(numbers, !fast, events || sealTime);
      SectorList.Wanted filter = new SectorList.Wanted(Set.copyOf(wanted()), showRemoved);
      Duration delay = Duration.ofSeconds(node.version().blockDelaySeconds());
      Measures measures = new Measures(reports.words(), delay);
      print(
          SectorList.of(answers, chain, filter),
          new SectorColumns(reports, measures, fast ? 0 : source.head(), withheld(miner)));
    }
  }

  private static Set<Long> withheld(Link miner) throws CommandFailure, InterruptedException {
    return new OwnMiner(miner)
        .askIfOwn(OwnMiner.API.withheld().ask()).orElse(List.of()).stream()
            .map(SectorNumber::number)
            .collect(Collectors.toSet());
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

  private void print(List<SectorRow> rows, SectorColumns columns) {
    Reports reports = columns.reports();
    SectorColumns.Wanted wanted = new SectorColumns.Wanted(fast, sealTime, events, pledge);
    Listing<SectorRow> list = new Listing<>(columns.wanted(wanted), columns.below(), rows);
    reports.print("sectors", list);
    long blank = rows.stream().filter(row -> row.record() == SectorRow.Kind.BLANK).count();
    if (blank > 0) {
      reports.note("sectors.blank", blank);
    }
  }
}
