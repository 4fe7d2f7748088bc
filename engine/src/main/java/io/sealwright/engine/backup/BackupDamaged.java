package io.sealwright.engine.backup;

/** A file that is no backup, or no longer the one that was written: restore from another one. */
public final class BackupDamaged extends Exception {
  private static final long serialVersionUID = 1L;

  BackupDamaged(String reason) {
    super(reason);
  }

  BackupDamaged(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** What is wrong, a clause that names the byte where it shows. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
