package io.sealwright.devchain.actor.miner;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.util.List;

/** Says whether proofs are valid. */
public interface ProofChecker {
  /**
   * What a proof of replication states.
   *
   * @param sealProof the registered number
   */
  record SealStatement(
      long miner,
      SectorNumber sector,
      long sealProof,
      CommR sealed,
      CommD data,
      Bytes32 ticket,
      Bytes32 seed) {}

  /** A sector that a proof of spacetime is about. */
  record ChallengedSector(SectorNumber number, long sealProof, CommR sealed) {}

  /**
   * What a window PoSt states.
   *
   * @param sectors one for each sector of the partitions, in order; a healthy one stands in for
   *     each that is faulty
   */
  record WindowStatement(
      long miner, Bytes32 randomness, int partitions, List<ChallengedSector> sectors) {
    public WindowStatement {
      sectors = List.copyOf(sectors);
    }
  }

  boolean isSealProven(SealStatement statement, ByteString proof);

  boolean isWindowProven(WindowStatement statement, PostProof proof);

  /**
   * Whether a window PoSt without recoveries is taken on trust and may be disputed. If not, each is
   * checked when it comes, and disputes are refused.
   */
  boolean isDisputable();
}
