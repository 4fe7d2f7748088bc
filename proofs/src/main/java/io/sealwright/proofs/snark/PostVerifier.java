package io.sealwright.proofs.snark;

import io.sealwright.proofs.circuit.PostCircuit;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Verifier;
import io.sealwright.proofs.groth16.Verifier.Claim;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.post.PostChallenges;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Verifies proofs of spacetime. */
public final class PostVerifier {
  private final PostKind kind;
  private final SectorSize size;
  private final VerifyingKey key;
  private final RandomGenerator random;

  public PostVerifier(PostKind kind, SectorSize size, VerifyingKey key, RandomGenerator random) {
    this.kind = kind;
    this.size = size;
    this.key = key;
    this.random = random;
  }

  /** A sector that a proof is of. */
  public record Subject(SectorNumber sector, CommR commR) {}

  /**
   * Whether a proof holds for these sectors, in whatever order they are given.
   *
   * @param randomness the chain's; its two top bits do not count
   * @param proof of all partitions, one after another
   */
  public boolean holds(Bytes32 randomness, List<Subject> sectors, byte[] proof) {
    boolean sound = sectors.stream().allMatch(sector -> Fr.isCanonical(sector.commR.value()));
    if (sectors.isEmpty() || !sound || (kind == PostKind.WINNING && sectors.size() != 1)) {
      return false;
    }
    List<List<BigInteger>> inputs = inputs(PostRandomness.masked(randomness), sectors);
    Optional<List<Proof>> proofs = Proof.readAll(proof, inputs.size());
    return proofs.isPresent()
        && new Verifier(key, random)
            .holds(
                IntStream.range(0, inputs.size())
                    .mapToObj(p -> new Claim(proofs.get().get(p), inputs.get(p)))
                    .toList());
  }

  private List<List<BigInteger>> inputs(Bytes32 randomness, List<Subject> sectors) {
    List<Subject> sorted = sectors.stream().sorted(Comparator.comparing(Subject::sector)).toList();
    List<PostCircuit.Challenged> challenged = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Subject sector = sorted.get(i);
      challenged.add(
          new PostCircuit.Challenged(
              sector.commR, PostChallenges.leaves(kind, size, randomness, sector.sector, i)));
    }
    if (kind == PostKind.WINNING) {
      PostCircuit.Challenged only = challenged.getFirst();
      return List.of(
          PostCircuit.inputs(
              only.leaves().stream()
                  .map(leaf -> new PostCircuit.Challenged(only.commR(), List.of(leaf)))
                  .toList()));
    }
    int places = ParameterSet.of(kind, size).places();
    return PostPlaces.partitions(challenged, places).stream()
        .map(partition -> PostCircuit.inputs(PostPlaces.window(partition, places)))
        .toList();
  }
}
