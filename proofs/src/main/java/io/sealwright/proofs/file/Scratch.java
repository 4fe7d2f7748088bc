package io.sealwright.proofs.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one place of the proofs that deletes, and only what was never a finished sector's. */
public final class Scratch {
  private Scratch() {}

  /** Removes a temporary or stale file, if it is there. */
  public static void discard(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
