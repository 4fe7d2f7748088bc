package io.sealwright.app.config.table;

import java.util.Comparator;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * Something wrong in a file.
 *
 * @param line counted from 1; 0 if it stands in no line
 * @param key the full name of the key or section it is about, or what stands in its place
 */
public record Problem(int line, String key, Phrase phrase) {
  /** As they stand in the file. */
  public static final Comparator<Problem> IN_FILE =
      Comparator.comparingInt(Problem::line).thenComparing(Problem::key);

  private static final Set<String> OF_THE_MACHINE =
      Set.of(Forms.NO_FOLDER, Forms.NO_PARENT, Forms.NO_FILE);

  /** Whether the machine lacks something that a mount may bring, and the file itself is right. */
  public boolean mayPass() {
    return OF_THE_MACHINE.contains(phrase.key());
  }

  /** {@code line 7, sealing.sector-size: …}. */
  public String in(ResourceBundle words) {
    String text = phrase.in(words);
    if (line == 0) {
      return key + ": " + text;
    }
    return key.isEmpty()
        ? Phrase.of("config.at_line", line, text).in(words)
        : Phrase.of("config.at_key", line, key, text).in(words);
  }
}
