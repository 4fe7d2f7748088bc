package io.sealwright.app.cli;

import io.sealwright.app.config.Kernel;
import io.sealwright.engine.recovery.Outcome;
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
    boolean published = reason(report.outcome()).isEmpty();
    facts.put("kept", published ? report.kept().toString() : null);
    facts.put("sealed", published ? absolute(report.sealed()) : null);
    facts.put("reason", reason(report.outcome()).orElse(null));
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
    facts.put("reason", null);
    addNotes(facts, result.notes());
    return facts;
  }

  /** Why a sector was not recovered. */
  static Optional<String> reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recovered _, Outcome.AlreadyThere _ -> Optional.empty();
      case Outcome.Mismatch(String reason) -> Optional.of(reason);
      case Outcome.Failed(String reason) -> Optional.of(reason);
      case Outcome.Refused(String reason) -> Optional.of(reason);
    };
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

  private static void addNotes(Map<String, @Nullable Object> facts, List<String> notes) {
    if (!notes.isEmpty()) {
      facts.put("notes", notes);
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
