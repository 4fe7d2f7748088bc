package io.sealwright.proofs.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What the disk did, in a clause: file system exceptions often have only a path for a message. */
public final class DiskWords {
  private DiskWords() {}

  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + " is not there";
      case AccessDeniedException e -> e.getFile() + " may not be used by this user";
      case NotDirectoryException e -> e.getFile() + " is not a folder";
      case FileAlreadyExistsException e -> e.getFile() + " is in the way";
      case FileSystemException e when e.getFile() != null && e.getReason() != null ->
          e.getFile() + " " + e.getReason();
      case FileSystemException e when e.getFile() != null ->
          e.getFile() + " failed: " + e.getClass().getSimpleName();
      case IOException e ->
          Objects.requireNonNullElseGet(e.getMessage(), () -> e.getClass().getSimpleName());
    };
  }
}
