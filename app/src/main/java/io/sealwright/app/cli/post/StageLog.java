package io.sealwright.app.cli.post;

import io.sealwright.engine.duty.report.PostLine;
import io.sealwright.proofs.window.PostEvent;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes the lines that operators look for in a log when a proof of spacetime is late. */
record StageLog(PrintWriter out) implements PostEvent.Listener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public void on(PostEvent event) {
    lines(event).forEach(out::println);
    out.flush();
  }

  static List<String> lines(PostEvent event) {
    return PostLine.of(event).stream().map(StageLog::text).toList();
  }

  private static String text(PostLine line) {
    return "%s %s sealwright::window_post > %s"
        .formatted(TIME.format(line.at()), line.isWarning() ? "WARN" : "INFO", line.words());
  }
}
