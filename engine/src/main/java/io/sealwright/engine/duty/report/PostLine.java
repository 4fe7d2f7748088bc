package io.sealwright.engine.duty.report;

import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.PostEvent;
import io.sealwright.proofs.window.SectorReading;
import io.sealwright.proofs.window.Stage;
import io.sealwright.proofs.window.StageSpan;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A line that operators look for in a log when a proof of spacetime is late, in the words of the
 * proofs library.
 *
 * @param isWarning whether something is wrong with a sector or its storage
 */
public record PostLine(Instant at, boolean isWarning, String words) {
  private static final double MILLIS = 1000;

  /** What is said of an event. */
  public static List<PostLine> of(PostEvent event) {
    return switch (event) {
      case PostEvent.StageBegun(Stage stage, Instant at, int _) ->
          begun(stage).map(words -> new PostLine(at, false, words)).toList();
      case PostEvent.StageEnded(StageSpan span, boolean finished) ->
          List.of(new PostLine(span.ended(), !finished, finished ? ended(span) : stopped(span)));
      case PostEvent.SlowRead(SectorReading reading, Instant at) ->
          List.of(
              new PostLine(
                  at,
                  true,
                  "gen_cached_proof: sector %s in %s took %d ms"
                      .formatted(reading.sector(), reading.storage(), reading.took().toMillis())));
      case PostEvent.LeftOut(BadSector bad, Instant at) ->
          List.of(
              new PostLine(
                  at, true, "sector " + bad.sector() + " is left out: " + bad.defect().words()));
    };
  }

  private static Stream<String> begun(Stage stage) {
    return switch (stage) {
      case P_AUX -> Stream.of("generate_window_post:start", "load p_aux files begin");
      case TREE_ROOTS -> Stream.of("load merkle tree root: begin");
      case TREE_BRANCHES -> Stream.of("vanilla_proofs:start windowPOST");
      case PROOF -> Stream.of("snark_proof:start: windowPOST");
      case CLOSING -> Stream.of("generate_window_post:drop tree files");
    };
  }

  /** What did not come to its end has none of the words that stand for it. */
  private static String stopped(StageSpan span) {
    String stage =
        switch (span.stage()) {
          case P_AUX -> "load p_aux files";
          case TREE_ROOTS -> "load merkle tree root";
          case TREE_BRANCHES -> "vanilla_proofs";
          case PROOF -> "snark_proof";
          case CLOSING -> "generate_window_post";
        };
    return stage + ": stopped" + took(span);
  }

  private static String took(StageSpan span) {
    return String.format(Locale.ROOT, ", took %.3fs", span.took().toMillis() / MILLIS);
  }

  private static String ended(StageSpan span) {
    String took = took(span);
    return switch (span.stage()) {
      case P_AUX -> "load p_aux files end" + took;
      case TREE_ROOTS -> "load merkle tree root: end" + took;
      case TREE_BRANCHES -> "vanilla_proofs:finish windowPOST" + took;
      case PROOF -> "snark_proof:finish: windowPOST" + took;
      case CLOSING -> "generate_window_post:finish";
    };
  }
}
