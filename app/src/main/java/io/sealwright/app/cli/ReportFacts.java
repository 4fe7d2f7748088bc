package io.sealwright.app.cli;

import io.sealwright.app.config.Kernel;
import io.sealwright.engine.recovery.Note;
import io.sealwright.engine.recovery.Outcome;
import io.sealwright.engine.recovery.Reason;
import io.sealwright.engine.recovery.SealResult;
import io.sealwright.engine.recovery.SectorReport;
import io.sealwright.engine.recovery.Stage;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.protocol.CommR;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports as the JSON objects that scripts read. Keys are stable. */
final class ReportFacts {
  private static final double MILLIS = 1000;

  private ReportFacts() {}

  /** One sector of {@code recover}. */
  static Map<String, @Nullable Object> of(SectorReport report, Kernel kernel) {
    Map<String, @Nullable Object> facts = named(report.sector());
    facts.put("status", report.outcome().status());
    facts.put("comm_d", commD(report.sector()).orElse(null));
    putCommR(facts, report.commR());
    facts.put("expected_comm_r", report.sector().commR().value().hex());
    facts.put("seconds", seconds(report.times()));
    facts.put("kernel", kernel.toString());
    boolean published = report.outcome().why().isEmpty();
    facts.put("kept", published ? report.kept().toString() : null);
    facts.put("sealed", published ? absolute(report.sealed()) : null);
    putReason(facts, report.outcome().why());
    addNotes(facts, report.notes());
    return facts;
  }

  /** The sector of {@code seal}. */
  static Map<String, @Nullable Object> of(SealResult result, Kernel kernel) {
    KnownSector sector = result.sector();
    Map<String, @Nullable Object> facts = named(sector);
    facts.put("status", "sealed");
    facts.put("replica_id", sector.replicaId().hex());
    facts.put("comm_d", sector.commD().value().hex());
    putCommR(facts, Optional.of(sector.commR()));
    facts.put("expected_comm_r", null);
    facts.put("seconds", seconds(result.times()));
    facts.put("kernel", kernel.toString());
    facts.put("kept", result.kept().toString());
    facts.put("sealed", absolute(result.sealed()));
    putReason(facts, Optional.empty());
    addNotes(facts, result.notes());
    return facts;
  }

  /** The same for people. */
  static Map<String, @Nullable Object> shown(
      SectorReport report, Kernel kernel, RecoveryWords words) {
    Map<String, @Nullable Object> facts = shown(of(report, kernel), report.notes(), words);
    facts.put("reason", report.outcome().why().map(words::reason).orElse(null));
    return facts;
  }

  /** The same for people. */
  static Map<String, @Nullable Object> shown(
      SealResult result, Kernel kernel, RecoveryWords words) {
    return shown(of(result, kernel), result.notes(), words);
  }

  private static Map<String, @Nullable Object> shown(
      Map<String, @Nullable Object> facts, List<Note> notes, RecoveryWords words) {
    facts.remove("reason_kind");
    facts.remove("note_kinds");
    facts.computeIfPresent("notes", (_, _) -> notes.stream().map(words::note).toList());
    return facts;
  }

  /** Why a sector was not recovered, in the English of errors. */
  static Optional<String> reason(Outcome outcome) {
    return outcome.why().map(RecoveryWords.ENGLISH::reason);
  }

  private static void putReason(Map<String, @Nullable Object> facts, Optional<Reason> reason) {
    facts.put("reason", reason.map(RecoveryWords.ENGLISH::reason).orElse(null));
    facts.put("reason_kind", reason.map(RecoveryWords::kind).orElse(null));
  }

  private static Map<String, @Nullable Object> named(KnownSector sector) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", sector.id().miner().toString());
    facts.put("sector", sector.id().number().number());
    return facts;
  }

  private static Optional<String> commD(KnownSector sector) {
    return sector.piecesUnknown() ? Optional.empty() : Optional.of(sector.commD().value().hex());
  }

  private static void putCommR(Map<String, @Nullable Object> facts, Optional<CommR> commR) {
    facts.put("comm_r", commR.map(value -> value.value().hex()).orElse(null));
    facts.put("comm_r_cid", commR.map(CommR::cid).orElse(null));
  }

  private static void addNotes(Map<String, @Nullable Object> facts, List<Note> notes) {
    if (!notes.isEmpty()) {
      facts.put("notes", notes.stream().map(RecoveryWords.ENGLISH::note).toList());
      facts.put("note_kinds", notes.stream().map(RecoveryWords::kind).toList());
    }
  }

  /** Every stage, also those that were not needed. */
  private static Map<String, Double> seconds(Map<Stage, Duration> times) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      Duration time = times.getOrDefault(stage, Duration.ZERO);
      seconds.put(stage.name().toLowerCase(Locale.ROOT), time.toMillis() / MILLIS);
    }
    return seconds;
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
