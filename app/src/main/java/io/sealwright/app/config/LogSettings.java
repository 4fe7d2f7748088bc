package io.sealwright.app.config;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What is logged, where, and for how long it is kept.
 *
 * @param rotateAt bytes after which a file is closed and the next begun
 * @param days after which closed files are deleted
 * @param mostBytes of closed files together; the oldest are deleted
 */
public record LogSettings(
    Path folder, Level level, Lines lines, long rotateAt, int days, long mostBytes) {

  /** What is logged: this and what is worse. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a line is: for people, or a JSON object for programs. */
  public enum Lines {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
