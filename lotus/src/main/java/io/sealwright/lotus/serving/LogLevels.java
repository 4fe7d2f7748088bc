package io.sealwright.lotus.serving;

import java.util.List;
import java.util.NoSuchElementException;

/** The loggers of the process. */
public interface LogLevels {
  List<String> names();

  /**
   * Sets the level of a logger, or of all for {@code *}.
   *
   * @throws IllegalArgumentException if there is no such level
   * @throws NoSuchElementException if there is no such logger, in words for whoever asked
   */
  void set(String logger, String level);
}
