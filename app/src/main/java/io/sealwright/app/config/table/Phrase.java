package io.sealwright.app.config.table;

import java.util.List;
import java.util.ResourceBundle;

/**
 * A sentence, or a part of one, that is yet to be said in a language.
 *
 * @param key of the message
 * @param blanks what is filled in; phrases among it are said in the same language
 */
public record Phrase(String key, List<Object> blanks) {
  private static final int MOST_QUOTED = 60;

  public Phrase {
    blanks = List.copyOf(blanks);
  }

  public static Phrase of(String key, Object... blanks) {
    return new Phrase(key, List.of(blanks));
  }

  public String in(ResourceBundle words) {
    return words
        .getString(key)
        .formatted(blanks.stream().map(blank -> said(blank, words)).toArray());
  }

  /** What somebody wrote, fit for one line of a terminal. */
  public static String quoted(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.codePointCount(0, plain.length()) <= MOST_QUOTED
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, MOST_QUOTED)) + "…";
  }

  private static Object said(Object blank, ResourceBundle words) {
    return blank instanceof Phrase part ? part.in(words) : blank;
  }
}
