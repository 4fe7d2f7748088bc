package io.sealwright.engine.recovery.source;

/** The kinds of sources, in the order in which they are believed. */
public enum SourceKind {
  METADATA_FILE("metadata_file"),
  BUNDLE("bundle"),
  MINER("miner"),
  BACKUP("backup"),
  CHAIN_STATE("chain_state"),
  PRE_COMMIT_MESSAGE("pre_commit_message");

  private final String word;

  SourceKind(String word) {
    this.word = word;
  }

  /** The word that reports use. */
  public String word() {
    return word;
  }
}
