package io.sealwright.lotus.log;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The forms in which a line begins an event; a line of none of them belongs to the one before.
 *
 * <pre>
 *   go-log   time TAB level TAB logger TAB caller TAB message [TAB fields as JSON]
 *   JSON     {"level":…,"ts":time,"logger":…,"caller":…,"msg":…, further fields}
 *   Rust     time SPACE level SPACE module " > " message
 *   our own  time SPACE level SPACE logger SPACE message
 * </pre>
 *
 * <p>The caller may be missing, as may the logger in JSON. Colours are taken off first: they are
 * around the level in go-log, and around more in Rust.
 */
final class LogLine {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)(Z|[+-]\\d{4})?");
  private static final Pattern RUST =
      Pattern.compile("(" + TIME.pattern() + ") +([A-Z]+) +(\\S+) +> ?(.*)");
  private static final Pattern OWN =
      Pattern.compile("(" + TIME.pattern() + ") (TRACE|DEBUG|INFO|WARN|ERROR) {1,2}(\\S+) (.*)");
  private static final Pattern CALLER = Pattern.compile("\\S+\\.(?:go|rs):\\d+");

  /** Values are read one by one, each followed by the next. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private LogLine() {}

  /** The time of an event, and the offset where it is written. */
  private record Stamp(LocalDateTime time, Optional<ZoneOffset> offset) {}

  /** The event that a line begins. */
  static Optional<LogEntry> parse(String raw) {
    String line = COLOUR.matcher(raw).replaceAll("");
    if (line.startsWith("{")) {
      return ofJson(line);
    }
    return line.indexOf('\t') > 0 ? ofGoLog(line) : ofWords(line);
  }

  /** A line as people read it. */
  static String plain(String raw) {
    return COLOUR.matcher(raw).replaceAll("");
  }

  private static Optional<LogEntry> ofGoLog(String line) {
    List<String> parts = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
    if (parts.size() < 3) {
      return Optional.empty();
    }
    Optional<Stamp> stamp = stamp(parts.get(0));
    Optional<LogLevel> level = LogLevel.of(parts.get(1));
    if (stamp.isEmpty() || level.isEmpty()) {
      return Optional.empty();
    }
    String logger = parts.get(2);
    List<String> rest = parts.subList(3, parts.size());
    String caller = "";
    if (!rest.isEmpty() && CALLER.matcher(rest.getFirst()).matches()) {
      caller = rest.removeFirst();
    }
    Map<String, JsonNode> fields = Map.of();
    if (rest.size() > 1 && rest.getLast().startsWith("{")) {
      Optional<Map<String, JsonNode>> read = fields(rest.getLast());
      if (read.isPresent()) {
        fields = read.get();
        rest.removeLast();
      }
    }
    return Optional.of(
        entry(stamp.get(), level.get(), logger, caller, String.join("\t", rest), fields));
  }

  private static Optional<LogEntry> ofWords(String line) {
    Matcher form = RUST.matcher(line);
    if (!form.matches()) {
      form = OWN.matcher(line);
    }
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<Stamp> stamp = stamp(form.group(1));
    Optional<LogLevel> level = LogLevel.of(form.group(4));
    return stamp.isEmpty() || level.isEmpty()
        ? Optional.empty()
        : Optional.of(entry(stamp.get(), level.get(), form.group(5), "", form.group(6), Map.of()));
  }

  private static Optional<LogEntry> ofJson(String line) {
    Optional<Map<String, JsonNode>> read = fields(line);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Map<String, JsonNode> fields = read.get();
    Optional<Stamp> stamp = stamp(taken(fields, "ts"));
    Optional<LogLevel> level = LogLevel.of(taken(fields, "level"));
    if (stamp.isEmpty() || level.isEmpty()) {
      return Optional.empty();
    }
    String logger = taken(fields, "logger");
    String caller = taken(fields, "caller");
    List<String> message = taken(fields, "msg").lines().toList();
    Map<String, JsonNode> rest = new LinkedHashMap<>();
    fields.forEach((name, value) -> rest.put(name.equals(SECOND_TIME) ? "ts" : name, value));
    return Optional.of(
        entry(
                stamp.get(),
                level.get(),
                logger,
                caller,
                message.isEmpty() ? "" : message.getFirst(),
                rest)
            .withMore(message.stream().skip(1).limit(LogAssembler.MAX_MORE).toList()));
  }

  /** Under which a second {@code ts} waits: the time comes first, and a tipset may follow. */
  private static final String SECOND_TIME = "ts ";

  private static String taken(Map<String, JsonNode> fields, String name) {
    JsonNode value = fields.remove(name);
    return value == null || !value.isString() ? "" : value.stringValue();
  }

  /** The fields of an object; the first of a name counts, except that a second time is kept. */
  private static Optional<Map<String, JsonNode>> fields(String text) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        JsonNode value = JSON.readTree(parser);
        if (fields.putIfAbsent(name, value) != null && name.equals("ts")) {
          fields.put(SECOND_TIME, value);
        }
      }
      return parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Stamp> stamp(String text) {
    Matcher form = TIME.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Optional<ZoneOffset> offset = Optional.ofNullable(form.group(2)).map(ZoneOffset::of);
      return Optional.of(new Stamp(LocalDateTime.parse(form.group(1)), offset));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static LogEntry entry(
      Stamp stamp,
      LogLevel level,
      String logger,
      String caller,
      String message,
      Map<String, JsonNode> fields) {
    return new LogEntry(
        stamp.time(), stamp.offset(), level, logger, caller, message, fields, List.of());
  }
}
