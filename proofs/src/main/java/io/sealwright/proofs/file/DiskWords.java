package io.sealwright.proofs.file;

import java.io.IOException;

/** What the disk did, in a clause of the English of errors and logs. */
public final class DiskWords {
  private DiskWords() {}

  public static String of(IOException failure) {
    return of(DiskFault.of(failure));
  }

  public static String of(DiskFault fault) {
    return switch (fault) {
      case DiskFault.Missing(String file) -> file + " is not there";
      case DiskFault.Denied(String file) -> file + " may not be used by this user";
      case DiskFault.NotAFolder(String file) -> file + " is not a folder";
      case DiskFault.InTheWay(String file) -> file + " is in the way";
      case DiskFault.Content content -> content.file() + " " + content.words();
      case DiskFault.Told(String words) -> words;
    };
  }
}
