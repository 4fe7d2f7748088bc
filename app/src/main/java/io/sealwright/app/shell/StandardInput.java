package io.sealwright.app.shell;

import java.io.IOException;
import java.io.InputStream;

/**
 * The standard input of a process that another starts for itself: a pipe, which is closed when the
 * other is gone, however it ended.
 */
public final class StandardInput {
  /** The property of the JVM by which a process is told to end with its standard input. */
  public static final String ENDS_PROCESS = "sealwright.ends-with-input";

  private StandardInput() {}

  /** Ends this process at the end of its standard input, if it was told so. */
  public static void watch() {
    if (Boolean.getBoolean(ENDS_PROCESS)) {
      Thread.ofPlatform().daemon().name("input").start(() -> endWith(System.in));
    }
  }

  private static void endWith(InputStream input) {
    try {
      while (input.read() >= 0) {
        // What it says does not count.
      }
    } catch (IOException _) {
      // Then it has ended, too.
    }
    Runtime.getRuntime().halt(ExitCode.FAILED.number());
  }
}
