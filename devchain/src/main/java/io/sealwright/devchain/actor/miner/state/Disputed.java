package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.ProofSubmission;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A proof that was accepted without verification, with the state of its partitions then.
 *
 * @param active by partition, the sectors whose power it kept
 * @param power of those
 * @param sectors all of the partitions
 * @param ignored those of them that it was not of
 */
public record Disputed(
    Bitfield partitions,
    List<PostProof> proofs,
    Map<Long, Bitfield> active,
    PowerPair power,
    Bitfield sectors,
    Bitfield ignored) {

  static Disputed of(BlockStore blocks, Cid partitions, ProofSubmission proof)
      throws Abort, IOException {
    AmtWriter<Partition> then =
        AmtWriter.of(blocks, MinerCbor.PARTITION, BitWidths.PARTITIONS, partitions);
    Map<Long, Bitfield> active = new TreeMap<>();
    PowerPair power = PowerPair.ZERO;
    Bitfield all = Bitfield.EMPTY;
    Bitfield ignored = Bitfield.EMPTY;
    for (long index : (Iterable<Long>) proof.partitions().stream()::iterator) {
      Partition partition =
          then.get(index)
              .orElseThrow(() -> Refusal.STATE.because("failed to find partition %d", index));
      active.put(index, partition.active());
      power = power.plus(partition.activePower());
      all = all.union(partition.sectors());
      ignored = ignored.union(partition.sectors().minus(partition.active()));
    }
    return new Disputed(proof.partitions(), proof.proofs(), active, power, all, ignored);
  }
}
