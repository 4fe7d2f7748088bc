package io.sealwright.app.cli.node;

import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.node.logs.Explanation;
import io.sealwright.engine.node.logs.Grade;
import io.sealwright.engine.node.logs.KnownLine;
import io.sealwright.lotus.log.LogEntry;
import io.sealwright.lotus.log.LogLevel;
import java.io.PrintWriter;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints events with what they mean: for people a line each, with the explanation below; for
 * programs an object each, a line each.
 */
final class LogPrinter {
  private static final int LONGEST_MESSAGE = 400;

  /** Lines below an event that are shown: a stack trace has hundreds. */
  private static final int MOST_MORE = 20;

  /** What follows from a known line is told again when so many events have been shown since. */
  private static final int TOLD_FOR_EVENTS = 100;

  /** Of equal width, and to the millisecond at least. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
          .toFormatter(Locale.ROOT);

  private final ResourceBundle words;
  private final PrintWriter out;
  private final OutputFormat format;
  private final Choice choice;
  private final Map<KnownLine, Integer> faults = new EnumMap<>(KnownLine.class);
  private final Map<KnownLine, Long> told = new EnumMap<>(KnownLine.class);
  private long shown;

  /**
   * What is shown.
   *
   * @param level the least; a known fault is shown whatever its level
   * @param namesFiles whether each event says which file it is of
   */
  record Choice(LogLevel level, boolean onlyFaults, boolean namesFiles) {}

  LogPrinter(ResourceBundle words, PrintWriter out, OutputFormat format, Choice choice) {
    this.words = words;
    this.out = out;
    this.format = format;
    this.choice = choice;
  }

  boolean isShown(LogEntry entry) {
    return isShown(entry, KnownLine.of(entry));
  }

  /** Prints an event, if it is to be shown. */
  void print(String file, LogEntry entry) {
    Optional<Explanation> known = KnownLine.of(entry);
    if (known.isPresent() && known.get().grade() == Grade.FAULT) {
      faults.merge(known.get().line(), 1, Integer::sum);
    }
    if (isShown(entry, known)) {
      shown++;
      switch (format) {
        case TABLE -> lines(file, entry, known);
        case JSON -> out.println(JsonMapper.shared().writeValueAsString(facts(file, entry, known)));
      }
      out.flush();
    }
  }

  /** Which faults there were, and how often. */
  void summary(PrintWriter err) {
    faults.forEach((line, count) ->
        err.println(say("log.summary", count, say("log." + line.key() + ".title"))));
    err.flush();
  }

  private boolean isShown(LogEntry entry, Optional<Explanation> known) {
    boolean fault = known.isPresent() && known.get().grade() == Grade.FAULT;
    return fault || (!choice.onlyFaults() && entry.level().isAtLeast(choice.level()));
  }

  private void lines(String file, LogEntry entry, Optional<Explanation> known) {
    StringBuilder line = new StringBuilder();
    if (choice.namesFiles()) {
      line.append(file).append(' ');
    }
    line.append(time(entry)).append(' ');
    line.append(entry.level().name()).append(' ').append(entry.logger()).append("  ");
    line.append(cut(message(entry)));
    out.println(line);
    entry.more().stream().limit(MOST_MORE).forEach(more -> out.println("  | " + cut(more)));
    if (entry.more().size() > MOST_MORE) {
      out.println("  | " + say("log.more", entry.more().size() - MOST_MORE));
    }
    known.ifPresent(this::explain);
  }

  private void explain(Explanation known) {
    String key = "log." + known.line().key();
    out.println("    " + say("log.grade." + grade(known)) + " " + title(known));
    switch (known.grade()) {
      case FAULT, WARNING -> {
        if (!isToldAlready(known.line())) {
          told.put(known.line(), shown);
          out.println("    " + say("log.consequence", say(key + ".consequence")));
          out.println("    " + say("log.remedy", say(key + ".remedy")));
        }
      }
      case NOTICE, HARMLESS -> {}
    }
  }

  private boolean isToldAlready(KnownLine line) {
    Long at = told.get(line);
    return at != null && shown - at < TOLD_FOR_EVENTS;
  }

  private Map<String, @Nullable Object> facts(
      String file, LogEntry entry, Optional<Explanation> known) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("file", file);
    facts.put("time", time(entry));
    facts.put("level", entry.level().toString());
    facts.put("logger", entry.logger());
    facts.put("caller", entry.caller());
    facts.put("message", entry.message());
    facts.put("fields", entry.fields());
    facts.put("more", entry.more());
    facts.put("known", known.map(some -> some.line().key()).orElse(null));
    facts.put("grade", known.map(LogPrinter::grade).orElse(null));
    facts.put("meaning", known.map(this::title).orElse(null));
    return facts;
  }

  private String title(Explanation known) {
    String title = say("log." + known.line().key() + ".title");
    return known.values().isEmpty() ? title : title + ": " + String.join(", ", known.values());
  }

  private static String grade(Explanation known) {
    return known.grade().name().toLowerCase(Locale.ROOT);
  }

  private static String time(LogEntry entry) {
    return TIME.format(entry.time()) + entry.offset().map(Object::toString).orElse("");
  }

  private static String message(LogEntry entry) {
    String fields = entry.fields().isEmpty() ? "" : " " + entry.fields();
    String more =
        entry.more().stream()
            .map(String::strip)
            .filter(line -> line.startsWith("- ") || line.startsWith("00: "))
            .findFirst()
            .map(line -> " " + line)
            .orElse("");
    return entry.message() + fields + more;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
  }

  private String say(String key, Object... blanks) {
    String text = words.getString(key);
    return blanks.length == 0 ? text : text.formatted(blanks);
  }
}
