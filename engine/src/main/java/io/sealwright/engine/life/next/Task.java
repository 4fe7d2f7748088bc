package io.sealwright.engine.life.next;

/** Work that a host does for a sector. */
public enum Task {
  ADD_PIECE("AP", "seal/v0/addpiece"),
  PRE_COMMIT_1("PC1", "seal/v0/precommit/1"),
  PRE_COMMIT_2("PC2", "seal/v0/precommit/2"),
  COMMIT_1("C1", "seal/v0/commit/1"),
  COMMIT_2("C2", "seal/v0/commit/2"),
  FINALIZE("FIN", "seal/v0/finalize"),
  FETCH("GET", "seal/v0/fetch");

  private final String shortName;
  private final String lotusName;

  Task(String shortName, String lotusName) {
    this.shortName = shortName;
    this.lotusName = lotusName;
  }

  /** As operators write it, {@code PC1}. */
  public String shortName() {
    return shortName;
  }

  /** As Lotus's API has it, {@code seal/v0/precommit/1}. */
  public String lotusName() {
    return lotusName;
  }
}
