package io.sealwright.engine.life.next;

/** Whether the files of a sector can be read where they stay. */
public enum FileCondition {
  /** Nobody could look. */
  UNKNOWN,
  READABLE,
  /** The storage does not answer; the files may be fine. */
  UNREACHABLE,
  /** The storage answers, and the files are gone or damaged. */
  LOST;

  /** Whether it says something of the files, and not only that nobody could see them. */
  public boolean isOfFiles() {
    return this == READABLE || this == LOST;
  }
}
