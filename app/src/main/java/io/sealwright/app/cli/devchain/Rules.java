package io.sealwright.app.cli.devchain;

import java.util.Locale;

/** Whose rules a dev chain follows, as they are named on the command line. */
enum Rules {
  TWO_KIB("2k"),
  FAST("fast"),
  CALIBRATION("calibration"),
  MAINNET("mainnet");

  private final String words;

  Rules(String words) {
    this.words = words;
  }

  static Rules parse(String text) {
    for (Rules rules : values()) {
      if (rules.words.equals(text.toLowerCase(Locale.ROOT))) {
        return rules;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is not 2k, fast, calibration or mainnet");
  }

  @Override
  public String toString() {
    return words;
  }
}
