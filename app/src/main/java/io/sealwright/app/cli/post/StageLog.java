package io.sealwright.app.cli.post;

import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.PostEvent;
import io.sealwright.proofs.window.SectorReading;
import io.sealwright.proofs.window.Stage;
import io.sealwright.proofs.window.StageSpan;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the lines that operators look for in a log when a proof of spacetime is late. */
record StageLog(PrintWriter out) implements PostEvent.Listener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double MILLIS = 1000;

  @Override
  public void on(PostEvent event) {
    lines(event).forEach(out::println);
    out.flush();
  }

  static List<String> lines(PostEvent event) {
    return switch (event) {
      case PostEvent.StageBegun(Stage stage, Instant at, int _) -> begun(stage, at);
      case PostEvent.StageEnded(StageSpan span) -> List.of(line(span.ended(), "INFO", ended(span)));
      case PostEvent.SlowRead(SectorReading reading, Instant at) ->
          List.of(
              line(
                  at,
                  "WARN",
                  "gen_cached_proof: sector %s in %s took %d ms"
                      .formatted(reading.sector(), reading.storage(), reading.took().toMillis())));
      case PostEvent.LeftOut(BadSector bad, Instant at) ->
          List.of(line(at, "WARN", "sector " + bad.sector() + " is left out: " + bad.reason()));
    };
  }

  private static List<String> begun(Stage stage, Instant at) {
    return switch (stage) {
      case P_AUX ->
          List.of(
              line(at, "INFO", "generate_window_post:start"),
              line(at, "INFO", "load p_aux files begin"));
      case TREE_ROOTS -> List.of(line(at, "INFO", "load merkle tree root: begin"));
      case TREE_BRANCHES -> List.of(line(at, "INFO", "vanilla_proofs:start windowPOST"));
      case PROOF -> List.of(line(at, "INFO", "snark_proof:start: windowPOST"));
      case CLOSING -> List.of(line(at, "INFO", "generate_window_post:drop tree files"));
    };
  }

  private static String ended(StageSpan span) {
    String took = String.format(Locale.ROOT, ", took %.3fs", span.took().toMillis() / MILLIS);
    return switch (span.stage()) {
      case P_AUX -> "load p_aux files end" + took;
      case TREE_ROOTS -> "load merkle tree root: end" + took;
      case TREE_BRANCHES -> "vanilla_proofs:finish windowPOST" + took;
      case PROOF -> "snark_proof:finish: windowPOST" + took;
      case CLOSING -> "generate_window_post:finish";
    };
  }

  private static String line(Instant at, String level, String words) {
    return TIME.format(at) + " " + level + " sealwright::window_post > " + words;
  }
}
