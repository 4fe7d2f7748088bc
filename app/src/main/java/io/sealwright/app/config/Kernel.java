package io.sealwright.app.config;

import java.util.Locale;

/** What computes hashes and field elements. */
public enum Kernel {
  AUTO,
  JAVA,
  NATIVE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
