package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import java.io.PrintWriter;

/** The memory that making a proof takes, said and compared before it is begun. */
public final class ProofMemory {
  private static final long MEBIBYTE = 1L << 20;

  private ProofMemory() {}

  /**
   * Says what is needed, and refuses if there is less.
   *
   * @param what needs it
   * @param needed in bytes
   * @param limit in bytes
   * @param remedy what to do if it is too little
   */
  public static void require(PrintWriter err, String what, long needed, long limit, String remedy)
      throws CommandFailure {
    err.printf("memory: %d MiB needed of %d MiB%n", needed / MEBIBYTE, limit / MEBIBYTE);
    err.flush();
    if (needed > limit) {
      throw CommandFailure.refused(
          "%s needs %d MiB of memory, %d MiB may be used"
              .formatted(what, needed / MEBIBYTE, limit / MEBIBYTE),
          remedy);
    }
  }
}
