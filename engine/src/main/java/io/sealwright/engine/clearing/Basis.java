package io.sealwright.engine.clearing;

import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.storage.FoundFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts a plan rests on, each in a few symbols. Two that are equal allow the same; what merely
 * passes, as the head does, is not in it.
 */
public record Basis(Map<String, String> facts) {
  public Basis {
    facts = Map.copyOf(facts);
  }

  public static Basis of(SectorFacts facts) {
    return new Basis(
        Map.of(
            "chain", chain(facts.chain()),
            "messages", sorted(facts.inFlight().stream().map(Enum::toString)),
            "record", record(facts),
            "files", files(facts),
            "jobs",
                sorted(facts.jobs().stream().map(job -> job.call() + ":" + job.state().word()))));
  }

  private static String chain(ChainStanding standing) {
    return switch (standing) {
      case ChainStanding.Unknown _ -> "unknown";
      case ChainStanding.Never _ -> "never";
      case ChainStanding.PreCommitted(var promise) -> "pre_committed " + promise.landed();
      case ChainStanding.Live live ->
          "live %d/%d%s"
              .formatted(
                  live.place().deadline(),
                  live.place().partition(),
                  live.isFaulty() ? " faulty" : "");
      case ChainStanding.Ended ended -> "ended " + ended.ending().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String record(SectorFacts facts) {
    String state =
        switch (facts.record()) {
          case LocalRecord.Absent _ -> "none";
          case LocalRecord.Blank(String blank) -> "blank " + blank;
          case LocalRecord.Kept kept -> kept.state();
        };
    return facts.files().home().map(home -> state + " at " + home).orElse(state);
  }

  private static String files(SectorFacts facts) {
    Stream<String> found = facts.files().found().stream().map(Basis::text);
    Stream<String> trash =
        facts.files().trashed().stream()
            .map(file -> "trash:" + file.path() + ":" + file.name().text());
    Stream<String> silent = facts.files().unreachable().stream().map(path -> "silent:" + path);
    return sorted(Stream.of(found, trash, silent).flatMap(texts -> texts));
  }

  private static String text(FoundFile file) {
    return file.path() + ":" + file.type().wireName() + (file.whole() ? "" : ":part");
  }

  private static String sorted(Stream<String> texts) {
    return texts.sorted().collect(Collectors.joining(" "));
  }

  /** What is otherwise now, in words. */
  public List<String> changes(Basis now) {
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
      String other = now.facts.getOrDefault(fact.getKey(), "");
      if (!fact.getValue().equals(other)) {
        changes.add("%s: was %s, is %s".formatted(fact.getKey(), fact.getValue(), other));
      }
    }
    return changes;
  }
}
