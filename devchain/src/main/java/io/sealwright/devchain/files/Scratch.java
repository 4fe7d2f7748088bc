package io.sealwright.devchain.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one place of the module that deletes: small files of a node's own folder. */
public final class Scratch {
  private Scratch() {}

  /** Removes one file, if it is there, and says whether it was. */
  public static boolean discard(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }
}
