package io.sealwright.proofs.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What went wrong with a file. */
public sealed interface DiskFault {
  record Missing(String file) implements DiskFault {}

  record Denied(String file) implements DiskFault {}

  record NotAFolder(String file) implements DiskFault {}

  record InTheWay(String file) implements DiskFault {}

  /** The file is there and can be read, and is not what it should be. */
  sealed interface Content extends DiskFault {
    String file();

    /** A predicate to the file. */
    default String words() {
      return switch (this) {
        case OtherLength(_, long found, long expected) ->
            "has " + found + " bytes instead of " + expected;
        case NoSealingWrites _ -> "is damaged: it holds values that no sealing writes";
        case OtherCommR _ -> "does not give the sector's CommR";
      };
    }
  }

  record OtherLength(String file, long found, long expected) implements Content {}

  record NoSealingWrites(String file) implements Content {}

  record OtherCommR(String file) implements Content {}

  /** What else the system said, or whoever met with it; it names the file. */
  record Told(String words) implements DiskFault {}

  /** What an exception says of it: those of file systems often have only a path for a message. */
  static DiskFault of(IOException failure) {
    return switch (failure) {
      case FaultyFile e -> e.fault();
      case NoSuchFileException e -> new Missing(e.getFile());
      case AccessDeniedException e -> new Denied(e.getFile());
      case NotDirectoryException e -> new NotAFolder(e.getFile());
      case FileAlreadyExistsException e -> new InTheWay(e.getFile());
      case FileSystemException e when e.getFile() != null && e.getReason() != null ->
          new Told(e.getFile() + " " + e.getReason());
      case FileSystemException e when e.getFile() != null ->
          new Told(e.getFile() + " failed: " + e.getClass().getSimpleName());
      case IOException e ->
          new Told(
              Objects.requireNonNullElseGet(e.getMessage(), () -> e.getClass().getSimpleName()));
    };
  }
}
