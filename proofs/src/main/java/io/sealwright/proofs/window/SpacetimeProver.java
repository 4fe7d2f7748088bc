package io.sealwright.proofs.window;

import io.sealwright.proofs.circuit.PostCircuit;
import io.sealwright.proofs.circuit.Witness;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Prover;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Compresses what was read of sectors to a proof, a partition at a time, and verifies it. */
public final class SpacetimeProver {
  private final ParameterFile parameters;
  private final int threads;
  private final Kernels kernels;
  private final Supplier<Blinding> blinding;
  private final RandomGenerator random;

  /**
   * With the native kernels that there are.
   *
   * @param random for verifying; a secure one outside tests
   */
  public SpacetimeProver(
      ParameterFile parameters, int threads, Supplier<Blinding> blinding, RandomGenerator random) {
    this(parameters, threads, Kernels.found(), blinding, random);
  }

  public SpacetimeProver(
      ParameterFile parameters,
      int threads,
      Kernels kernels,
      Supplier<Blinding> blinding,
      RandomGenerator random) {
    this.parameters = parameters;
    this.threads = threads;
    this.kernels = kernels;
    this.blinding = blinding;
    this.random = random;
  }

  /**
   * The proof of all partitions; nothing, if what was made does not verify: then the parameters are
   * not those of the key beside them, or this host computes wrongly.
   *
   * @param sectors sorted, which hold
   * @throws IOException if the parameters are of another circuit or their file fails
   * @throws InterruptedException soon after an interrupt
   */
  public Optional<ByteString> prove(PostOrder order, List<SectorPost> sectors)
      throws IOException, InterruptedException {
    ByteArrayOutputStream proof = new ByteArrayOutputStream();
    Prover prover = new Prover(parameters, threads, kernels);
    for (List<SectorPost> partition : order.partitions(sectors)) {
      proof.writeBytes(prover.prove(witness(order, partition), blinding.get()).toBytes());
    }
    PostVerifier verifier = new PostVerifier(order.kind(), order.size(), parameters.key(), random);
    boolean holds = verifier.holds(order.randomness(), subjects(sectors), proof.toByteArray());
    return holds ? Optional.of(ByteString.of(proof.toByteArray())) : Optional.empty();
  }

  private static Witness witness(PostOrder order, List<SectorPost> partition)
      throws InterruptedException {
    List<SectorPost> places =
        order.kind() == PostKind.WINNING
            ? PostPlaces.winning(partition.getFirst())
            : PostPlaces.window(partition, order.parameterSet().places());
    Witness witness = new Witness();
    for (SectorPost place : places) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped");
      }
      PostCircuit.add(witness, List.of(place));
    }
    return witness;
  }

  private static List<PostVerifier.Subject> subjects(List<SectorPost> sectors) {
    return sectors.stream()
        .map(sector -> new PostVerifier.Subject(sector.sector(), sector.commR()))
        .toList();
  }

  static List<SectorNumber> numbers(List<SectorPost> sectors) {
    return sectors.stream().map(SectorPost::sector).toList();
  }
}
