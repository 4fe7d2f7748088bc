package io.sealwright.app.cli;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.source.Answer;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.Tried;
import io.sealwright.engine.recovery.source.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found of a sector as the JSON object that scripts read. Keys are stable. */
final class FindingFacts {
  private FindingFacts() {}

  static Map<String, @Nullable Object> of(Finding finding) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", finding.sector().miner().toString());
    facts.put("sector", finding.sector().number().number());
    facts.put("status", status(finding.verdict()));
    if (finding.verdict() instanceof Verdict.Known(var sector, var servedBy, var notes)) {
      facts.put("source", servedBy.kind().word());
      facts.put("source_name", servedBy.name());
      put(facts, sector);
      if (!notes.isEmpty()) {
        facts.put("notes", notes);
      }
    }
    facts.put("reason", reason(finding.verdict()).orElse(null));
    facts.put("tried", finding.tried().stream().map(FindingFacts::tried).toList());
    return facts;
  }

  /** The same for people, who read of the failed sources only where none served. */
  static Map<String, @Nullable Object> shown(Finding finding) {
    Map<String, @Nullable Object> facts = of(finding);
    facts.put(
        "tried",
        finding.verdict() instanceof Verdict.Known
            ? null
            : finding.tried().stream().map(Tried::line).toList());
    return facts;
  }

  /** One line for each thing that whoever recovers the sector should have read. */
  static List<String> lines(Finding finding) {
    String sector = finding.sector() + ": ";
    return switch (finding.verdict()) {
      case Verdict.Known(_, var servedBy, var notes) -> {
        List<String> lines = new ArrayList<>(List.of(sector + servedBy + " served"));
        notes.forEach(note -> lines.add(sector + note));
        yield lines;
      }
      case Verdict.Contradiction _, Verdict.Unserved _, Verdict.Nowhere _ ->
          finding.tried().stream().map(tried -> sector + tried.line()).toList();
    };
  }

  /** A sector that could not be begun, in the form of those that were. */
  static Map<String, @Nullable Object> notRecovered(Finding finding) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", finding.sector().miner().toString());
    facts.put("sector", finding.sector().number().number());
    facts.put("status", "failed");
    facts.put("reason", reason(finding.verdict()).orElse(null));
    return facts;
  }

  static Optional<String> reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Known _ -> Optional.empty();
      case Verdict.Contradiction(String reason) -> Optional.of(reason);
      case Verdict.Unserved(String reason) -> Optional.of(reason);
      case Verdict.Nowhere _ -> Optional.of("there is no such sector");
    };
  }

  private static String status(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Known _ -> "known";
      case Verdict.Contradiction _ -> "contradiction";
      case Verdict.Unserved _ -> "unserved";
      case Verdict.Nowhere _ -> "nowhere";
    };
  }

  private static void put(Map<String, @Nullable Object> facts, KnownSector sector) {
    facts.put("proof", sector.proof().name());
    facts.put("ticket", sector.ticket().value().hex());
    facts.put("comm_r", sector.commR().value().hex());
    facts.put("comm_r_cid", sector.commR().cid());
    facts.put("pre_committed", sector.preCommitted());
    facts.put("pieces", sector.piecesUnknown() ? null : sector.pieces().size());
  }

  private static Map<String, @Nullable Object> tried(Tried tried) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("source", tried.origin().kind().word());
    facts.put("source_name", tried.origin().name());
    switch (tried.answer()) {
      case Answer.Served _ -> {
        facts.put("status", "served");
        facts.put("reason", null);
      }
      case Answer.Absent(String reason) -> {
        facts.put("status", "absent");
        facts.put("reason", reason);
      }
      case Answer.Failed(String reason, _) -> {
        facts.put("status", "failed");
        facts.put("reason", reason);
      }
    }
    return facts;
  }

  /** The sectors that can be sealed again, in the order asked. */
  static List<KnownSector> known(List<Finding> findings) {
    return findings.stream()
        .map(Finding::verdict)
        .filter(Verdict.Known.class::isInstance)
        .map(verdict -> ((Verdict.Known) verdict).sector())
        .toList();
  }
}
