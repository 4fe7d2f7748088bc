package io.sealwright.lotus.log;

import java.util.Locale;
import java.util.Optional;

/** How grave a line is, to those who wrote it; from least to most. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR,
  /** Go's DPANIC, PANIC and FATAL: the process ends, or should. */
  FATAL;

  /** The level of a word in a log, in either case. */
  static Optional<LogLevel> of(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "TRACE" -> Optional.of(TRACE);
      case "DEBUG" -> Optional.of(DEBUG);
      case "INFO" -> Optional.of(INFO);
      case "WARN", "WARNING" -> Optional.of(WARN);
      case "ERROR" -> Optional.of(ERROR);
      case "DPANIC", "PANIC", "FATAL" -> Optional.of(FATAL);
      default -> Optional.empty();
    };
  }

  public boolean isAtLeast(LogLevel other) {
    return compareTo(other) >= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
