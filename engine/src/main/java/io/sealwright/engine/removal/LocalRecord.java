package io.sealwright.engine.removal;

import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.protocol.CommR;
import java.util.List;
import java.util.Optional;

/** What the miner itself has about a number. */
public sealed interface LocalRecord {
  /** Nothing. A command given that number would make a record of it and may hit sector 0. */
  record Absent() implements LocalRecord {}

  /** The trace of such a command, or of a sector that was given up before it had a replica. */
  record Blank(String state) implements LocalRecord {}

  /**
   * The record of a sector.
   *
   * @param remedy of one that failed, if its miner tells what it decides
   */
  record Kept(String state, Stage stage, Optional<CommR> commR, Optional<Remedy> remedy)
      implements LocalRecord {
    public Kept(String state, Stage stage, Optional<CommR> commR) {
      this(state, stage, commR, Optional.empty());
    }
  }

  /** The record a lotus-miner answered with. */
  static LocalRecord of(SectorStatus status) {
    return status.isBlank()
        ? new Blank(status.state())
        : new Kept(status.state(), Stage.ofLotus(status.state()), status.commR());
  }

  /** Whether it is the record of a sector in one of these stages. */
  default boolean isIn(Stage... stages) {
    return this instanceof Kept kept && List.of(stages).contains(kept.stage);
  }

  /** What its miner's own table decides, where it tells. */
  default Optional<Remedy> told() {
    return this instanceof Kept kept ? kept.remedy : Optional.empty();
  }

  /** Whether the miner may be told to do something about the number. */
  default boolean takesCommands() {
    return this instanceof Kept kept && kept.stage.takesCommands();
  }
}
