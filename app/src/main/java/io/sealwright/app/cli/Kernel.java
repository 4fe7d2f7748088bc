package io.sealwright.app.cli;

import java.util.Locale;

/** What computes hashes and field elements. */
enum Kernel {
  AUTO,
  JAVA,
  NATIVE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
