package io.sealwright.proofs.snark;

import io.sealwright.proofs.circuit.PorepCircuit;
import io.sealwright.proofs.circuit.Witness;
import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.KernelMultiples;
import io.sealwright.proofs.curve.MultiScalar;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.SealFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Phase 2 of a commit (C2), of one sector or of several. While the multiples of one partition are
 * added up, the circuit of the next, of whichever sector, is already synthesised, where there is
 * memory for both.
 */
public final class SealProver {
  private final ParameterFile parameters;
  private final int threads;
  private final boolean ahead;
  private final Progress progress;
  private final Kernels kernels;

  /** With the native kernels that the machine has. */
  public SealProver(ParameterFile parameters, int threads, boolean ahead, Progress progress) {
    this(parameters, threads, ahead, progress, Kernels.found());
  }

  /**
   * @param ahead whether two witnesses may be in memory at once
   */
  public SealProver(
      ParameterFile parameters, int threads, boolean ahead, Progress progress, Kernels kernels) {
    this.parameters = parameters;
    this.threads = threads;
    this.ahead = ahead;
    this.progress = progress;
    this.kernels = kernels;
  }

  /**
   * Bytes of memory that proving takes, about: the witness, the rows as they are collected and as
   * they are transformed, roots of unity or what a kernel writes results to, the scalars of one
   * sum, and the buckets.
   */
  public static long memory(ParameterFile parameters, int threads, boolean ahead) {
    long auxiliary = parameters.l().count();
    long rows = parameters.h().count() + 1L;
    long witness = (auxiliary + 3 * rows) * Fr.BYTES;
    long sides = 3L + Math.clamp(threads, 1, 3);
    long transforms = (sides * rows + 2 * auxiliary) * Fr.BYTES;
    long buckets =
        threads
            * Math.max(
                MultiScalar.bucketBytes(Group.G2, rows), KernelMultiples.bucketBytes(Group.G2));
    return witness * (ahead ? 2 : 1) + transforms + buckets;
  }

  /** The proofs of all partitions of one sector. */
  public List<Proof> prove(SealOpenings openings, Supplier<Blinding> blinding)
      throws IOException, InterruptedException {
    return prove(List.of(openings), blinding).getFirst();
  }

  /**
   * The proofs of all partitions of each sector.
   *
   * @param sectors whose openings have been verified
   * @throws IOException if the parameters are of another circuit, or their file fails
   */
  public List<List<Proof>> prove(List<SealOpenings> sectors, Supplier<Blinding> blinding)
      throws IOException, InterruptedException {
    List<Partition> partitions = sectors.stream().flatMap(SealProver::partitions).toList();
    long work = partitions.size() * Prover.work(parameters);
    AtomicLong done = new AtomicLong();
    LongConsumer watch =
        part -> progress.on(new ProgressEvent(Phase.C2, 0, done.addAndGet(part), work));
    Iterator<Proof> proofs = prove(partitions, blinding, watch).iterator();
    return sectors.stream()
        .map(sector -> sector.partitions().stream().map(_ -> proofs.next()).toList())
        .toList();
  }

  private record Partition(SealOpenings openings, int number) {
    Witness witness() {
      Witness witness = new Witness();
      PorepCircuit.add(witness, openings, number);
      return witness;
    }
  }

  private static Stream<Partition> partitions(SealOpenings openings) {
    if (openings.proof().family() == SealFamily.NON_INTERACTIVE) {
      throw new IllegalArgumentException("non-interactive proofs would have to be aggregated");
    }
    return IntStream.range(0, openings.partitions().size())
        .mapToObj(number -> new Partition(openings, number));
  }

  private List<Proof> prove(
      List<Partition> partitions, Supplier<Blinding> blinding, LongConsumer watch)
      throws IOException, InterruptedException {
    Prover prover = new Prover(parameters, threads, kernels);
    List<Proof> proofs = new ArrayList<>();
    try (ExecutorService synthesis = Executors.newSingleThreadExecutor()) {
      Iterator<Partition> left = partitions.iterator();
      Optional<Future<Witness>> next = begin(synthesis, left);
      while (next.isPresent()) {
        Witness witness = next.get().get();
        next = ahead ? begin(synthesis, left) : Optional.empty();
        proofs.add(prover.prove(witness, blinding.get(), watch));
        next = next.or(() -> begin(synthesis, left));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a circuit could not be synthesised", e);
    }
    return proofs;
  }

  private static Optional<Future<Witness>> begin(
      ExecutorService synthesis, Iterator<Partition> left) {
    return left.hasNext() ? Optional.of(synthesis.submit(left.next()::witness)) : Optional.empty();
  }
}
