package io.sealwright.app.cli;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.source.Answer;
import io.sealwright.engine.recovery.source.Excuse;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.Remark;
import io.sealwright.engine.recovery.source.SourceKind;
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
    Map<String, @Nullable Object> facts = named(finding);
    facts.put("status", status(finding.verdict()));
    if (finding.verdict() instanceof Verdict.Known(var sector, var servedBy, var notes)) {
      facts.put("source", servedBy.kind().word());
      facts.put("source_name", servedBy.name());
      put(facts, sector);
      if (!notes.isEmpty()) {
        facts.put("notes", notes.stream().map(SourceWords.ENGLISH::remark).toList());
        facts.put("note_kinds", notes.stream().map(SourceWords::kind).toList());
      }
    }
    putReason(facts, finding.verdict());
    facts.put("tried", finding.tried().stream().map(FindingFacts::tried).toList());
    return facts;
  }

  /**
   * The same for people. Where one served they read of those only that they named themselves and
   * that could not say anything.
   */
  static Map<String, @Nullable Object> shown(Finding finding, SourceWords words) {
    Map<String, @Nullable Object> facts = inWords(of(finding), finding.verdict(), words);
    facts.remove("note_kinds");
    if (finding.verdict() instanceof Verdict.Known(_, _, List<Remark> notes)) {
      facts.computeIfPresent("notes", (_, _) -> notes.stream().map(words::remark).toList());
      facts.remove("tried");
      List<String> failed = failed(finding, words);
      if (!failed.isEmpty()) {
        facts.put("failed_sources", failed);
      }
    } else {
      facts.put("tried", finding.tried().stream().map(words::line).toList());
    }
    return facts;
  }

  /** One line for each thing that whoever recovers the sector should have read. */
  static List<String> lines(Finding finding, SourceWords words) {
    String sector = finding.sector() + ": ";
    return switch (finding.verdict()) {
      case Verdict.Known(_, var servedBy, var notes) -> {
        List<String> lines = new ArrayList<>(List.of(sector + words.served(servedBy)));
        notes.forEach(note -> lines.add(sector + words.remark(note)));
        failed(finding, words).forEach(line -> lines.add(sector + line));
        yield lines;
      }
      case Verdict.Contradiction _, Verdict.Unserved _, Verdict.Nowhere _ ->
          finding.tried().stream().map(tried -> sector + words.line(tried)).toList();
    };
  }

  /** Why sources failed that somebody named; the chain has gaps that are nobody's mistake. */
  private static List<String> failed(Finding finding, SourceWords words) {
    return finding.tried().stream()
        .filter(tried -> tried.answer() instanceof Answer.Failed)
        .filter(tried -> isNamed(tried.origin().kind()))
        .map(words::line)
        .toList();
  }

  private static boolean isNamed(SourceKind kind) {
    return switch (kind) {
      case METADATA_FILE, BUNDLE, MINER, BACKUP -> true;
      case CHAIN_STATE, PRE_COMMIT_MESSAGE -> false;
    };
  }

  /** A sector that could not be begun, in the form of those that were. */
  static Map<String, @Nullable Object> notRecovered(Finding finding) {
    Map<String, @Nullable Object> facts = named(finding);
    facts.put("status", "failed");
    putReason(facts, finding.verdict());
    return facts;
  }

  /** The same for people. */
  static Map<String, @Nullable Object> shownNotRecovered(Finding finding, SourceWords words) {
    return inWords(notRecovered(finding), finding.verdict(), words);
  }

  /** Why a sector cannot be sealed again, in the English of errors; empty if it can. */
  static Optional<String> reason(Verdict verdict) {
    return SourceWords.ENGLISH.reason(verdict);
  }

  private static Map<String, @Nullable Object> named(Finding finding) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", finding.sector().miner().toString());
    facts.put("sector", finding.sector().number().number());
    return facts;
  }

  private static Map<String, @Nullable Object> inWords(
      Map<String, @Nullable Object> facts, Verdict verdict, SourceWords words) {
    facts.put("reason", words.reason(verdict).orElse(null));
    facts.remove("reason_kind");
    return facts;
  }

  private static void putReason(Map<String, @Nullable Object> facts, Verdict verdict) {
    facts.put("reason", reason(verdict).orElse(null));
    facts.put("reason_kind", SourceWords.kind(verdict).orElse(null));
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
    return switch (tried.answer()) {
      case Answer.Served _ -> tried(tried, "served", Optional.empty());
      case Answer.Absent(Excuse reason) -> tried(tried, "absent", Optional.of(reason));
      case Answer.Failed(Excuse reason, _) -> tried(tried, "failed", Optional.of(reason));
    };
  }

  private static Map<String, @Nullable Object> tried(
      Tried tried, String status, Optional<Excuse> reason) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("source", tried.origin().kind().word());
    facts.put("source_name", tried.origin().name());
    facts.put("status", status);
    facts.put("reason", reason.map(SourceWords.ENGLISH::excuse).orElse(null));
    facts.put("reason_kind", reason.map(SourceWords::kind).orElse(null));
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
