package io.sealwright.app.shell;

import java.util.Locale;

/** The form of a report: for people, or for programs. */
public enum OutputFormat {
  TABLE,
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
