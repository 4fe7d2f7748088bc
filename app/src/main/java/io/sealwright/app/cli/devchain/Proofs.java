package io.sealwright.app.cli.devchain;

import java.util.Locale;

/** What a dev chain takes where a SNARK belongs. */
enum Proofs {
  /** Proofs that verify. */
  REAL,
  /** Agreed bytes in place of a proof. */
  WITHHELD;

  static Proofs parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
