package io.sealwright.proofs.window;

import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.window.PostResult.Outcome;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One proof of spacetime from its first read to its last closed file. When it returns no thread of
 * it runs and no file is open, except what {@link HungRead}s name.
 */
public final class SpacetimeRun {
  /** What interrupted threads get to close their files, beyond the end. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** The same for a proof, which looks between long stretches of computing. */
  private static final Duration PROOF_GRACE = Duration.ofSeconds(20);

  private static final ThreadFactory COMPUTING =
      Thread.ofPlatform().daemon().name("post-compute-", 0).factory();
  private static final ThreadFactory PROVING =
      Thread.ofPlatform().daemon().name("post-proof-", 0).factory();

  private final PostOrder order;
  private final PostLimits limits;
  private final InstantSource clock;
  private final StageClock stages;
  private final Readers readers;
  private final List<BadSector> bad = new ArrayList<>();

  /** For one run. */
  public SpacetimeRun(
      PostOrder order, PostLimits limits, InstantSource clock, PostEvent.Listener listener) {
    this.order = order;
    this.limits = limits;
    this.clock = clock;
    this.stages = new StageClock(clock, listener);
    this.readers = new Readers(limits.readers());
  }

  /** What becomes of sectors that were read. */
  private interface Ending {
    Outcome of(List<SectorPost> posts) throws IOException, InterruptedException;
  }

  /** Reads and checks the sectors of a deadline, which need not be sorted. */
  public PostResult read(List<PlacedSector> sectors) throws IOException, InterruptedException {
    return run(sectors, _ -> new Outcome.OnlyRead());
  }

  /**
   * Proves them too.
   *
   * @throws IOException as {@link SpacetimeProver#prove}
   */
  public PostResult prove(List<PlacedSector> sectors, SpacetimeProver prover)
      throws IOException, InterruptedException {
    return run(sectors, posts -> proven(posts, prover));
  }

  private PostResult run(List<PlacedSector> sectors, Ending ending)
      throws IOException, InterruptedException {
    ExecutorService computing = Executors.newFixedThreadPool(limits.threads(), COMPUTING);
    boolean done = false;
    try {
      ReadPass pass = read(PostOrder.sorted(sectors), computing);
      if (pass.isCut()) {
        readers.cancel();
      }
      List<SectorPost> posts = pass.posts();
      Outcome outcome;
      if (!posts.isEmpty()) {
        outcome = ending.of(posts);
      } else if (clock.instant().isBefore(limits.end())) {
        outcome = new Outcome.NothingLeft();
      } else {
        outcome = new Outcome.OutOfTime(Stage.TREE_BRANCHES);
      }
      PostResult result = result(pass, close(pass.isCut()), outcome);
      done = true;
      return result;
    } finally {
      computing.shutdownNow();
      if (!done) {
        readers.cancel();
        readers.await(clock, clock.instant().plus(GRACE));
      }
      boolean _ = computing.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * A sector that falls out changes the challenges of those after it, where these depend on their
   * places: then the rest is read again.
   */
  private ReadPass read(List<PlacedSector> sorted, ExecutorService computing)
      throws InterruptedException {
    List<PlacedSector> left = sorted;
    while (true) {
      ReadPass pass = new ReadPass(order, limits, clock, readers, computing, stages);
      pass.run(left, limits.readUntil());
      bad.addAll(pass.bad());
      boolean isLast = !order.kind().isByPosition() || pass.bad().isEmpty();
      if (isLast || pass.isCut() || pass.good().isEmpty()) {
        return pass;
      }
      left = pass.good();
    }
  }

  private Outcome proven(List<SectorPost> posts, SpacetimeProver prover)
      throws IOException, InterruptedException {
    stages.expect(Stage.PROOF, posts.size());
    stages.begin(Stage.PROOF);
    Callable<Optional<ByteString>> proving = () -> prover.prove(order, posts);
    ExecutorService thread = Executors.newSingleThreadExecutor(PROVING);
    try {
      Future<Optional<ByteString>> proof = thread.submit(proving);
      long left = Duration.between(clock.instant(), limits.end()).toMillis();
      Optional<ByteString> made = proof.get(left, TimeUnit.MILLISECONDS);
      stages.allDone(Stage.PROOF);
      return made.<Outcome>map(bytes -> new Outcome.Proven(SpacetimeProver.numbers(posts), bytes))
          .orElseGet(Outcome.NotValid::new);
    } catch (TimeoutException _) {
      return new Outcome.OutOfTime(Stage.PROOF);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } finally {
      thread.shutdownNow();
      boolean _ = thread.awaitTermination(PROOF_GRACE.toMillis(), TimeUnit.MILLISECONDS);
      stages.end(Stage.PROOF);
    }
  }

  /** Waits until every file is closed; at the end what still closes is interrupted. */
  private List<HungRead> close(boolean isCut) throws InterruptedException {
    stages.expect(Stage.CLOSING, 0);
    stages.begin(Stage.CLOSING);
    if (!isCut && !readers.await(clock, limits.end()).isEmpty()) {
      readers.cancel();
    }
    List<HungRead> hung =
        readers.await(clock, clock.instant().plus(GRACE)).stream()
            .map(job -> new HungRead(job.sector(), job.storage(), job.stage()))
            .toList();
    stages.end(Stage.CLOSING);
    return hung;
  }

  private PostResult result(ReadPass pass, List<HungRead> hung, Outcome outcome) {
    List<BadSector> sorted = bad.stream().sorted(Comparator.comparing(BadSector::sector)).toList();
    return new PostResult(stages.spans(), pass.readings(), sorted, hung, outcome);
  }
}
