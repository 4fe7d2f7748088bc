package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/**
 * A window proof that was computed and not sent.
 *
 * @param committed zero, with empty randomness, until it is sent
 */
public record WindowProof(
    long deadline,
    List<Proven> partitions,
    List<PostProof> proofs,
    Epoch committed,
    ByteString randomness) {
  public WindowProof {
    partitions = List.copyOf(partitions);
    proofs = List.copyOf(proofs);
  }

  /** A partition and the sectors left out of it. */
  public record Proven(long index, Bitfield skipped) {}

  /** A sector to be proven by a worker, and the leaves asked for. */
  public record Challenge(
      long sealProof, SectorNumber number, Cid sealed, List<Long> leaves, boolean updated) {
    public Challenge {
      leaves = List.copyOf(leaves);
    }
  }

  /** What a worker asks of who has the files: the vanilla proof of one sector. */
  public record VanillaOrder(long miner, Challenge sector, long postProof) {}

  /** What a worker that proves gives back. */
  public record Made(PostProof proof, List<SectorId> skipped) {
    public Made {
      skipped = List.copyOf(skipped);
    }
  }
}
