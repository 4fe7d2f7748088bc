package io.sealwright.engine.clearing;

import io.sealwright.engine.clearing.Fact.Kind;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.FileFacts;
import io.sealwright.engine.removal.InFlight;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.protocol.network.NetworkRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts a plan rests on, by what they are of: network, chain, record, files, jobs, messages.
 * Two that are equal allow the same; what merely passes, as the head does, is not in it.
 */
public record Basis(Map<String, List<Fact>> facts) {
  public Basis {
    facts = Map.copyOf(facts);
  }

  /** Of a sector, under the rules that its fee is reckoned by. */
  public static Basis of(NetworkRules rules, SectorFacts facts) {
    String version = Long.toString(rules.version().number());
    return new Basis(
        Map.of(
            "network", List.of(Fact.of(Kind.NETWORK, version)),
            "chain", List.of(chain(facts.chain())),
            "messages", sorted(facts.inFlight().stream().map(Basis::message)),
            "record", record(facts),
            "files", files(facts.files()),
            "jobs",
                sorted(
                    facts.jobs().stream()
                        .map(
                            job -> Fact.of(Kind.JOB, job.call().toString(), job.state().word())))));
  }

  private static Fact chain(ChainStanding standing) {
    return switch (standing) {
      case ChainStanding.Unknown _ -> Fact.of(Kind.CHAIN_UNKNOWN);
      case ChainStanding.Never _ -> Fact.of(Kind.NEVER);
      case ChainStanding.PreCommitted(var promise) ->
          Fact.of(Kind.PRE_COMMITTED, promise.landed().toString());
      case ChainStanding.Live live ->
          Fact.of(
              live.isFaulty() ? Kind.FAULTY : Kind.LIVE,
              Integer.toString(live.place().deadline()),
              Long.toString(live.place().partition()));
      case ChainStanding.Ended ended ->
          Fact.of(
              switch (ended.ending()) {
                case TERMINATED -> Kind.TERMINATED;
                case EXPIRED -> Kind.EXPIRED;
                case LAPSED -> Kind.LAPSED;
                case GONE -> Kind.GONE;
              });
    };
  }

  private static Fact message(InFlight message) {
    return Fact.of(
        switch (message) {
          case PRE_COMMIT -> Kind.PRE_COMMIT_SENT;
          case PROOF -> Kind.PROOF_SENT;
          case TERMINATION -> Kind.TERMINATION_SENT;
        });
  }

  private static List<Fact> record(SectorFacts facts) {
    List<Fact> record = new ArrayList<>();
    record.add(
        switch (facts.record()) {
          case LocalRecord.Absent _ -> Fact.of(Kind.NO_RECORD);
          case LocalRecord.Blank(String blank) -> Fact.of(Kind.BLANK_RECORD, blank);
          case LocalRecord.Kept kept -> Fact.of(Kind.RECORD, kept.state());
        });
    facts.files().home().ifPresent(home -> record.add(Fact.of(Kind.HOME, home)));
    return record;
  }

  private static List<Fact> files(FileFacts files) {
    Stream<Fact> found = files.found().stream().map(Basis::file);
    Stream<Fact> trash =
        files.trashed().stream()
            .map(file -> Fact.of(Kind.TRASHED, file.path(), file.name().text()));
    Stream<Fact> silent = files.unreachable().stream().map(path -> Fact.of(Kind.SILENT, path));
    Stream<Fact> idle = files.idleHosts().stream().map(host -> Fact.of(Kind.IDLE_HOST, host));
    return sorted(Stream.of(found, trash, silent, idle).flatMap(facts -> facts));
  }

  private static Fact file(FoundFile file) {
    return Fact.of(file.whole() ? Kind.FILE : Kind.PART, file.path(), file.type().wireName());
  }

  private static List<Fact> sorted(Stream<Fact> facts) {
    return facts.sorted(Comparator.comparing(Fact::text)).toList();
  }

  /** Each in a few symbols. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    facts.forEach((name, of) ->
        texts.put(name, of.stream().map(Fact::text).collect(Collectors.joining(" "))));
    return texts;
  }

  /** What is otherwise now, in words. */
  public List<String> changes(Basis now) {
    List<String> changes = new ArrayList<>();
    Map<String, String> texts = now.texts();
    texts()
        .forEach((name, text) -> {
          String other = texts.getOrDefault(name, "");
          if (!text.equals(other)) {
            changes.add("%s: was %s, is %s".formatted(name, text, other));
          }
        });
    return changes;
  }
}
