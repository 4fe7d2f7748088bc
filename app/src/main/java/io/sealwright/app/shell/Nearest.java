package io.sealwright.app.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that somebody who wrote another one most likely meant. */
public final class Nearest {
  /** Of this many letters one may be wrong. */
  private static final int LETTERS_PER_SLIP = 3;

  private static final int MOST_LETTERS = 64;

  private Nearest() {}

  public static Optional<String> to(String written, Collection<String> known) {
    String name = plain(written);
    if (name.length() > MOST_LETTERS) {
      return Optional.empty();
    }
    return known.stream()
        .filter(other -> slips(name, plain(other)) <= Math.max(1, name.length() / LETTERS_PER_SLIP))
        .min(
            Comparator.<String>comparingInt(other -> slips(name, plain(other)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The least number of letters to add, take away, change, or swap with the next one. */
  static int slips(String one, String other) {
    int[] earlier = new int[other.length() + 1];
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(before[j - 1] + change, Math.min(before[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        row[j] = swapped ? Math.min(row[j], earlier[j - 2] + 1) : row[j];
      }
      earlier = before;
      before = row;
    }
    return before[other.length()];
  }
}
