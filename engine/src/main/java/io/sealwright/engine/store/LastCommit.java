package io.sealwright.engine.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Finds what was committed last in an H2 file whose process was killed.
 *
 * <p>By itself H2 may not. A commit goes where there is room in the file, the one before says where
 * that will be, and where it guessed wrong the head of the file should name the new one; but H2 of
 * 2.2 to 2.5 writes the head a commit too early, and then loses up to twenty. To look through all
 * of the file finds them, which H2 does on request: a second for 200 MB. A file that was closed
 * needs none of this.
 */
final class LastCommit {
  private static final int HEAD_BYTES = 4096;
  private static final String CLOSED = ",clean:1,";

  private LastCommit() {}

  /** Makes the head of the file name the last commit, unless the file is in use. */
  static void find(Path file) throws IOException {
    if (Files.isRegularFile(file) && !wasClosed(file)) {
      try {
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .recoveryMode()
            .open()
            .close();
      } catch (MVStoreException e) {
        // Who opens a file next that is in use says so.
        if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
          throw new IOException(file + " cannot be looked through: " + e.getMessage(), e);
        }
      }
    }
  }

  private static boolean wasClosed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD_BYTES), ISO_8859_1).contains(CLOSED);
    }
  }
}
