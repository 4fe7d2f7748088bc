package io.sealwright.lotus.serving;

import java.util.List;

/** The loggers of the process. */
public interface LogLevels {
  List<String> names();

  /**
   * Sets the level of a logger, or of all for {@code *}; one that does not exist is passed over.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  void set(String logger, String level);
}
