package io.sealwright.engine.duty;

import io.sealwright.engine.duty.report.SkippedSector;
import io.sealwright.engine.duty.report.StageTook;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.window.PostLimits;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.PostResult;
import io.sealwright.proofs.window.PostResult.Outcome;
import io.sealwright.proofs.window.SpacetimeProver;
import io.sealwright.proofs.window.SpacetimeRun;
import io.sealwright.proofs.window.Stage;
import io.sealwright.protocol.actor.method.SubmitWindowedPost.ProvenPartition;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the proof of an attempt from the files of its sectors, from the first to the last. */
record ProofRun(
    Task task, Located sectors, ProofMeans means, PostLimits limits, InstantSource clock) {

  /**
   * What is to be proven.
   *
   * @param registered the number of the proof
   * @param partitions of the attempt
   */
  record Task(
      WindowRecord record, PostOrder order, long registered, List<DuePartition> partitions) {
    /** Window proofs from here on have challenges that do not depend on places. */
    private static final long FIRST_V1_1 = 10;

    Task {
      partitions = List.copyOf(partitions);
    }

    static PostKind kind(long registered) {
      return registered < FIRST_V1_1 ? PostKind.WINDOW_V1 : PostKind.WINDOW_V1_1;
    }
  }

  /**
   * What came of it.
   *
   * @param record with all but its progress
   * @param failure why there is no proof
   */
  record Made(WindowRecord record, Optional<Progress.Proven> proof, Optional<String> failure) {}

  Made make() throws IOException, InterruptedException {
    SpacetimeRun run = new SpacetimeRun(task.order(), limits, clock, WindowLog::event);
    PostResult result =
        switch (means) {
          case ProofMeans.Real real -> proven(run, real);
          case ProofMeans.Withheld _ -> run.read(sectors.toProve());
        };
    result.hung().forEach(WindowLog::hung);
    return made(result);
  }

  private PostResult proven(SpacetimeRun run, ProofMeans.Real real)
      throws IOException, InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = real.parameters().map(task.order().parameterSet(), arena);
      return run.prove(
          sectors.toProve(),
          new SpacetimeProver(parameters, limits.threads(), real.blinding(), real.random()));
    }
  }

  private Made made(PostResult result) {
    List<SkippedSector> skipped = new ArrayList<>();
    sectors.nowhere().forEach(bad -> skipped.add(SkippedSector.of(bad)));
    result.bad().forEach(bad -> skipped.add(SkippedSector.of(bad)));
    List<StageTook> stages =
        result.stages().stream().map(span -> new StageTook(span.stage(), span.took())).toList();
    Bitfield good =
        Bitfield.of(
            result.readings().stream().mapToLong(reading -> reading.sector().number()).toArray());
    WindowRecord record = task.record().with(stages).withSectors(good, skipped);
    return switch (result.outcome()) {
      case Outcome.Proven(var _, ByteString proof) -> made(record, _ -> proof);
      case Outcome.OnlyRead _ -> made(record, this::words);
      case Outcome.NotValid _ -> failed(record, "the proof that was made does not verify");
      case Outcome.NothingLeft _ -> failed(record, "no sector can be proven");
      case Outcome.OutOfTime(Stage stage) -> failed(record, "out of time in stage " + stage);
    };
  }

  /** Bytes for so many partitions. */
  private interface Proof {
    ByteString of(int partitions);
  }

  private ByteString words(int partitions) {
    return switch (means) {
      case ProofMeans.Withheld(var words) -> words.apply(partitions);
      case ProofMeans.Real _ -> throw new IllegalStateException("only read, though to be proven");
    };
  }

  /** A partition of which nothing is left is not part of the message. */
  private Made made(WindowRecord record, Proof proof) {
    List<ProvenPartition> partitions =
        task.partitions().stream()
            .filter(partition -> !partition.toProve().intersect(record.sectors()).isEmpty())
            .map(partition ->
                new ProvenPartition(partition.index(), partition.toProve().minus(record.sectors())))
            .toList();
    PostProof bytes = new PostProof(task.registered(), proof.of(partitions.size()));
    return new Made(record, Optional.of(new Progress.Proven(partitions, bytes)), Optional.empty());
  }

  private static Made failed(WindowRecord record, String reason) {
    return new Made(record, Optional.empty(), Optional.of(reason));
  }
}
