package io.sealwright.engine.clearing;

import java.util.List;

/**
 * Something a plan rests on.
 *
 * @param about what its kind says
 */
public record Fact(Kind kind, List<String> about) {
  public Fact {
    about = List.copyOf(about);
  }

  static Fact of(Kind kind, String... about) {
    return new Fact(kind, List.of(about));
  }

  /** What it is, and how it is written down. */
  public enum Kind {
    /** About the version. */
    NETWORK("%s"),

    CHAIN_UNKNOWN("unknown"),
    NEVER("never"),
    /** About the epoch. */
    PRE_COMMITTED("pre_committed %s"),
    /** About deadline and partition. */
    LIVE("live %s/%s"),
    /** About deadline and partition. */
    FAULTY("live %s/%s faulty"),
    TERMINATED("ended terminated"),
    EXPIRED("ended expired"),
    LAPSED("ended lapsed"),
    GONE("ended gone"),

    NO_RECORD("none"),
    /** About the state. */
    BLANK_RECORD("blank %s"),
    /** About the state. */
    RECORD("%s"),
    /** About the path that the record says its files are on. */
    HOME("at %s"),

    /** About the path and the type of the file. */
    FILE("%s:%s"),
    /** The same of one that something is missing of. */
    PART("%s:%s:part"),
    /** About the path and the file's name in the trash. */
    TRASHED("trash:%s:%s"),
    /** About a path that could not be looked at. */
    SILENT("silent:%s"),
    /** About a host that no worker runs on. */
    IDLE_HOST("idle_host:%s"),

    /** About the job's id and its state. */
    JOB("%s:%s"),

    PRE_COMMIT_SENT("PRE_COMMIT"),
    PROOF_SENT("PROOF"),
    TERMINATION_SENT("TERMINATION");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** In a few symbols, which programs read and plans' IDs are made of. */
  public String text() {
    return kind.text.formatted(about.toArray());
  }
}
