package io.sealwright.devchain.actor.miner;

import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.proofs.snark.SealVerifier;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proofs as a network takes them: those of replication are verified when they come, those of
 * spacetime when sectors recover or somebody disputes. What is withheld does not hold, nor does a
 * proof of a non-interactive sector, as those are aggregates, which are not verified here.
 */
public final class VerifiedProofs implements ProofChecker {
  /** Registered window proofs of API version 1.1 begin here; one a sector size. */
  private static final long FIRST_V1_1 = 10;

  private static final long FIRST_WINDOW = 5;

  private final SectorSize size;
  private final VerifyingKey window;
  private final Optional<SealVerifier> seals;
  private final RandomGenerator random;

  /**
   * @param seal the key of seal proofs of this size
   * @param window the key of its window proofs
   * @param random which weighs proofs that are verified together; what holds does not depend on it
   */
  public VerifiedProofs(
      SectorSize size, VerifyingKey seal, VerifyingKey window, RandomGenerator random) {
    this(size, Optional.of(new SealVerifier(seal, random)), window, random);
  }

  private VerifiedProofs(
      SectorSize size, Optional<SealVerifier> seals, VerifyingKey window, RandomGenerator random) {
    this.size = size;
    this.window = window;
    this.seals = seals;
    this.random = random;
  }

  /** For those who have no key of seal proofs, of which none holds then. */
  public static VerifiedProofs ofWindows(
      SectorSize size, VerifyingKey window, RandomGenerator random) {
    return new VerifiedProofs(size, Optional.empty(), window, random);
  }

  @Override
  public boolean isSealProven(SealStatement statement, ByteString proof) {
    Optional<SealProof> registered =
        SealProof.ofId(statement.sealProof())
            .filter(known -> known.size() == size)
            .filter(known -> known.family() != SealFamily.NON_INTERACTIVE);
    return registered.isPresent()
        && seals.isPresent()
        && seals
            .get()
            .holds(
                List.of(
                    new SealVerifier.Sealed(
                        new SealOrder(
                            registered.get(),
                            new SectorId(new MinerId(statement.miner()), statement.sector()),
                            new Ticket(statement.ticket())),
                        statement.data(),
                        statement.sealed(),
                        statement.seed(),
                        proof)));
  }

  @Override
  public boolean isWindowProven(WindowStatement statement, PostProof proof) {
    if (proof.registered() < FIRST_WINDOW) {
      return false;
    }
    PostKind kind = proof.registered() < FIRST_V1_1 ? PostKind.WINDOW_V1 : PostKind.WINDOW_V1_1;
    List<PostVerifier.Subject> sectors =
        statement.sectors().stream()
            .distinct()
            .map(sector -> new PostVerifier.Subject(sector.number(), sector.sealed()))
            .toList();
    return new PostVerifier(kind, size, window, random)
        .holds(statement.randomness(), sectors, proof.bytes().toBytes());
  }

  @Override
  public boolean isDisputable() {
    return true;
  }
}
