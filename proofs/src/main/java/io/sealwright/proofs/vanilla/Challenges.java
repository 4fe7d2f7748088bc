package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Which leaves a seal proof opens (proofs specification, sections 5.1 to 5.3). Never leaf 0. */
public final class Challenges {
  private static final byte[] NON_INTERACTIVE =
      "filecoin.io|PoRep|1|NonInteractive|1".getBytes(StandardCharsets.US_ASCII);

  private Challenges() {}

  /**
   * The challenged leaves of each partition, in order; a leaf may occur twice.
   *
   * @param seed drawn by the chain after the pre-commit; a non-interactive proof does not look at
   *     it
   */
  public static List<List<Long>> of(SealProof proof, Bytes32 replicaId, CommR commR, Bytes32 seed) {
    long nodes = proof.size().nodes();
    return switch (proof.family()) {
      case V1, V1_1 ->
          partitions(proof, j -> leaf(nodes, replicaId.toBytes(), seed.toBytes(), number(j)));
      case NON_INTERACTIVE ->
          partitions(
              proof,
              j ->
                  leaf(
                      nodes,
                      NON_INTERACTIVE,
                      replicaId.toBytes(),
                      commR.value().toBytes(),
                      number(j)));
      case SYNTHETIC -> {
        SyntheticChallenges set = new SyntheticChallenges(nodes, replicaId, commR);
        List<Integer> chosen = set.chosenBy(seed, ChallengePlan.of(proof).all());
        yield partitions(proof, j -> set.leaf(chosen.get(j)));
      }
    };
  }

  private static List<List<Long>> partitions(SealProof proof, IntToLongFunction leaf) {
    ChallengePlan plan = ChallengePlan.of(proof);
    List<List<Long>> partitions = new ArrayList<>();
    for (int p = 0; p < plan.partitions(); p++) {
      List<Long> leaves = new ArrayList<>();
      for (int i = 0; i < plan.perPartition(); i++) {
        leaves.add(leaf.applyAsLong(p * plan.perPartition() + i));
      }
      partitions.add(List.copyOf(leaves));
    }
    return List.copyOf(partitions);
  }

  private static long leaf(long nodes, byte[]... parts) {
    return reduced(Sha256.of(parts), nodes);
  }

  /** A little-endian number as one of the leaves but the first. */
  static long reduced(byte[] littleEndian, long nodes) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian).mod(BigInteger.valueOf(nodes - 1)).longValue() + 1;
  }

  private static byte[] number(int j) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(j).array();
  }
}
