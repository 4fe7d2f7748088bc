package io.sealwright.devchain.actor.miner;

import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Proofs on a chain that needs none: in the place of a SNARK stand the words {@code sealwright
 * proof withheld}, repeated to the proof's length. Nothing else is accepted but what verifies,
 * where there are keys to verify with. There is nothing to dispute.
 */
public final class WithheldProofs implements ProofChecker {
  /** Bytes of one SNARK. */
  public static final int SNARK_BYTES = 192;

  private static final byte[] WORDS = "sealwright proof withheld".getBytes(StandardCharsets.UTF_8);
  private static final int BIG_SECTOR_SNARKS = 10;

  private final Optional<VerifiedProofs> verified;

  /**
   * @param verified to accept proofs that hold, too
   */
  public WithheldProofs(Optional<VerifiedProofs> verified) {
    this.verified = verified;
  }

  /** Accepts nothing but what is withheld. */
  public WithheldProofs() {
    this(Optional.empty());
  }

  /** The words, repeated to a length. */
  public static ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = WORDS[i % WORDS.length];
    }
    return ByteString.of(bytes);
  }

  /** What stands for a proof of replication. */
  public static ByteString ofSeal(SealProof proof) {
    return bytes(sealBytes(proof));
  }

  /** What stands for a window PoSt of so many partitions. */
  public static ByteString ofWindow(int partitions) {
    return bytes(SNARK_BYTES * partitions);
  }

  /** The length of a proof of replication. */
  static int sealBytes(SealProof proof) {
    return proof.size().compareTo(SectorSize.GIB_32) < 0
        ? SNARK_BYTES
        : SNARK_BYTES * BIG_SECTOR_SNARKS;
  }

  @Override
  public boolean isSealProven(SealStatement statement, ByteString proof) {
    Optional<ByteString> words =
        SealProof.ofId(statement.sealProof()).map(WithheldProofs::ofSeal);
    return words.filter(proof::equals).isPresent()
        || verified.filter(keys -> keys.isSealProven(statement, proof)).isPresent();
  }

  @Override
  public boolean isWindowProven(WindowStatement statement, PostProof proof) {
    return proof.bytes().equals(ofWindow(statement.partitions()))
        || verified.filter(keys -> keys.isWindowProven(statement, proof)).isPresent();
  }

  @Override
  public boolean isDisputable() {
    return false;
  }
}
