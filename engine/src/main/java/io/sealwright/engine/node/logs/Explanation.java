package io.sealwright.engine.node.logs;

import java.util.List;

/**
 * A line that is known.
 *
 * @param values what of the line belongs into the words
 */
public record Explanation(KnownLine line, List<String> values) {
  public Explanation {
    values = List.copyOf(values);
  }

  public Grade grade() {
    return line.grade();
  }
}
