package io.sealwright.engine.driver;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not well.
 *
 * @param about what it is about: each is told once, and not again with every look
 * @param words for operators
 */
public record Finding(Set<String> about, String words) {
  public Finding {
    about = Set.copyOf(about);
  }

  /** Whether it is about something that was not told before. */
  boolean isNewsAfter(@Nullable Finding before) {
    return before == null || !before.about.containsAll(about);
  }
}
