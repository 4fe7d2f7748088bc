package io.sealwright.proofs.window;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;
import java.util.List;

/**
 * What came of a proof of spacetime.
 *
 * @param stages those that began, in order
 * @param readings of the sectors that were read and hold, the slowest first
 * @param bad the sectors that are left out
 * @param hung reads that were left behind
 */
public record PostResult(
    List<StageSpan> stages,
    List<SectorReading> readings,
    List<BadSector> bad,
    List<HungRead> hung,
    Outcome outcome) {
  public PostResult {
    stages = List.copyOf(stages);
    readings = List.copyOf(readings);
    bad = List.copyOf(bad);
    hung = List.copyOf(hung);
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** No proof was asked for. */
    record OnlyRead() implements Outcome {}

    /**
     * A proof that was verified.
     *
     * @param proof of all partitions, one after another
     */
    record Proven(List<SectorNumber> sectors, ByteString proof) implements Outcome {
      public Proven {
        sectors = List.copyOf(sectors);
      }
    }

    /** What was made as a proof does not verify: the parameters or this host are at fault. */
    record NotValid() implements Outcome {}

    /** The end came first. */
    record OutOfTime(Stage stage) implements Outcome {}

    /** Every sector is bad. */
    record NothingLeft() implements Outcome {}
  }
}
