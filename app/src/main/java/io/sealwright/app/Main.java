package io.sealwright.app;

import io.sealwright.app.shell.StandardError;
import io.sealwright.app.shell.StandardInput;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Starts the program and ends the process with its exit code. */
final class Main {
  private Main() {}

  public static void main(String... arguments) {
    StandardError.restore();
    StandardInput.watch();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Program(out, err, Locale.getDefault()).run(arguments));
  }
}
