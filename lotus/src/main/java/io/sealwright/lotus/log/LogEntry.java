package io.sealwright.lotus.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One event of a log.
 *
 * @param time by the clock of its host
 * @param offset of that clock; the Rust library does not say
 * @param caller file and line; empty where they are not written
 * @param fields what goes with the message, in its order
 * @param more the lines that follow: traces and the rest of a message
 */
public record LogEntry(
    LocalDateTime time,
    Optional<ZoneOffset> offset,
    LogLevel level,
    String logger,
    String caller,
    String message,
    Map<String, JsonNode> fields,
    List<String> more) {
  public LogEntry {
    more = List.copyOf(more);
  }

  /** A field as text: a string without its quotes, anything else as JSON. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name))
        .map(value -> value.isString() ? value.stringValue() : value.toString());
  }

  /** Message, fields and following lines as one text, for searching. */
  public String wholeText() {
    Stream<String> named =
        fields.keySet().stream().map(name -> name + ": " + field(name).orElse(""));
    return Stream.of(Stream.of(message), named, more.stream())
        .flatMap(parts -> parts)
        .collect(Collectors.joining("\n"));
  }

  LogEntry withMore(List<String> lines) {
    return new LogEntry(time, offset, level, logger, caller, message, fields, lines);
  }
}
