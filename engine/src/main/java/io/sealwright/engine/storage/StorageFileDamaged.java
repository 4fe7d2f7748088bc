package io.sealwright.engine.storage;

/** A file about storage paths that cannot be used; the message is one line with its name. */
public final class StorageFileDamaged extends Exception {
  private static final long serialVersionUID = 1L;

  StorageFileDamaged(String file, String objection) {
    super(file + ": " + objection.lines().findFirst().orElse("unreadable"));
  }
}
