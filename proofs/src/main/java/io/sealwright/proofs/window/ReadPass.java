package io.sealwright.proofs.window;

import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.post.PostFault;
import io.sealwright.proofs.post.ReadLeaves;
import io.sealwright.proofs.post.SectorFiles;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Reads all sectors once, each through three stages. A sector goes on to its next stage without
 * waiting for the others, so that one that hangs holds up none; but on every storage path earlier
 * stages go first. What a sector's thread has read is handed over before its files are closed: a
 * close that hangs holds up nothing either.
 */
final class ReadPass {
  private final PostOrder order;
  private final InstantSource clock;
  private final Duration slow;
  private final Readers readers;
  private final ExecutorService computing;
  private final StageClock stages;
  private final List<Item> items = new ArrayList<>();
  private int open;
  private boolean over;
  private boolean cut;

  /** A sector on its way. */
  private static final class Item {
    final PlacedSector placed;
    final int position;
    Stage stage = Stage.P_AUX;
    Duration took = Duration.ZERO;
    Optional<SectorPost> post = Optional.empty();
    Optional<BadSector> bad = Optional.empty();

    Item(PlacedSector placed, int position) {
      this.placed = placed;
      this.position = position;
    }

    boolean isDone() {
      return post.isPresent() || bad.isPresent();
    }
  }

  ReadPass(
      PostOrder order,
      PostLimits limits,
      InstantSource clock,
      Readers readers,
      ExecutorService computing,
      StageClock stages) {
    this.order = order;
    this.clock = clock;
    this.slow = limits.slow();
    this.readers = readers;
    this.computing = computing;
    this.stages = stages;
  }

  /** Reads sectors that are sorted. Returns when all are done, or at a moment. */
  void run(List<PlacedSector> sorted, Instant until) throws InterruptedException {
    synchronized (this) {
      for (int i = 0; i < sorted.size(); i++) {
        items.add(new Item(sorted.get(i), i));
      }
      open = items.size();
    }
    for (Stage stage : List.of(Stage.P_AUX, Stage.TREE_ROOTS, Stage.TREE_BRANCHES)) {
      stages.expect(stage, sorted.size());
    }
    items.forEach(item -> submit(item, Stage.P_AUX, () -> readPAux(item)));
    try {
      await(until);
    } finally {
      end();
    }
  }

  private synchronized void await(Instant until) throws InterruptedException {
    while (open > 0) {
      long left = Duration.between(clock.instant(), until).toMillis();
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** What comes later does not count any more. */
  private synchronized void end() {
    over = true;
    cut = open > 0;
    for (Item item : items) {
      if (!item.isDone()) {
        fail(item, new Defect.NotInTime());
      }
    }
    stages.endReading();
  }

  /** Whether the moment came before all were done. */
  synchronized boolean isCut() {
    return cut;
  }

  /** The sectors that hold, in order. */
  synchronized List<SectorPost> posts() {
    return items.stream().flatMap(item -> item.post.stream()).toList();
  }

  /** The same as they were given. */
  synchronized List<PlacedSector> good() {
    return items.stream().filter(item -> item.post.isPresent()).map(item -> item.placed).toList();
  }

  synchronized List<BadSector> bad() {
    return items.stream().flatMap(item -> item.bad.stream()).toList();
  }

  /** How long each that holds was read, the slowest first. */
  synchronized List<SectorReading> readings() {
    return items.stream()
        .filter(item -> item.post.isPresent())
        .map(item -> new SectorReading(item.placed.sector(), item.placed.sealedPath(), item.took))
        .sorted(Comparator.comparing(SectorReading::took).reversed())
        .toList();
  }

  /** Reading of a stage; what it throws makes the sector bad. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void submit(Item item, Stage stage, Work work) {
    readers.submit(
        new Readers.Job(
            item.placed.pathOf(stage), stage, item.placed.sector(), () -> run(item, stage, work)));
  }

  private void run(Item item, Stage stage, Work work) {
    stages.begin(stage);
    try {
      work.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // At the end of the pass the sector becomes bad.
    } catch (IOException e) {
      fail(item, new Defect.OfFile(DiskFault.of(e)));
    } catch (RuntimeException | Error e) {
      fail(item, new Defect.Bug(e.toString()));
      throw e;
    }
  }

  private void readPAux(Item item) throws IOException {
    Instant begun = clock.instant();
    PAux roots = item.placed.files().readPAux();
    add(item, begun);
    pass(item, Stage.P_AUX, Stage.TREE_ROOTS, () -> readTreeRoots(item, roots));
  }

  private void readTreeRoots(Item item, PAux roots) throws IOException {
    Instant begun = clock.instant();
    try (SectorFiles files = item.placed.files().files()) {
      List<Bytes32> treeRoots = files.treeRoots();
      add(item, begun);
      if (!item.placed.files().holds(roots, treeRoots)) {
        fail(item, new Defect.OtherRoots(item.placed.files().cache().folder()));
      } else {
        pass(
            item,
            Stage.TREE_ROOTS,
            Stage.TREE_BRANCHES,
            () -> readBranches(item, roots, treeRoots));
      }
    }
  }

  private void readBranches(Item item, PAux roots, List<Bytes32> treeRoots)
      throws IOException, InterruptedException {
    Instant begun = clock.instant();
    try (SectorFiles files = item.placed.files().files()) {
      List<Long> leaves = order.leaves(item.placed.sector(), item.position);
      ReadLeaves read = files.read(leaves);
      Duration took = add(item, begun);
      if (took.compareTo(slow) >= 0) {
        stages.slow(new SectorReading(item.placed.sector(), item.placed.sealedPath(), took));
      }
      Checked checked = compute(read, roots, treeRoots);
      if (checked.fault.isPresent()) {
        fail(item, new Defect.OfPost(checked.fault.get()));
      } else {
        finish(item, checked.post);
      }
    }
  }

  /** A vanilla proof and what is wrong with it. */
  private record Checked(SectorPost post, Optional<PostFault> fault) {}

  /** Waits here while it is computed on one of the few threads that compute. */
  private Checked compute(ReadLeaves read, PAux roots, List<Bytes32> treeRoots)
      throws IOException, InterruptedException {
    Callable<Checked> hashing =
        () -> {
          SectorPost post = read.post(roots, treeRoots);
          return new Checked(post, post.fault(order.size(), read.sector().commR(), read.leaves()));
        };
    try {
      return computing.submit(hashing).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  private synchronized Duration add(Item item, Instant begun) {
    Duration took = Duration.between(begun, clock.instant());
    item.took = item.took.plus(took);
    return took;
  }

  private void pass(Item item, Stage done, Stage next, Work work) {
    synchronized (this) {
      if (over) {
        return;
      }
      item.stage = next;
      stages.done(done);
    }
    submit(item, next, work);
  }

  private synchronized void finish(Item item, SectorPost post) {
    if (!over) {
      item.post = Optional.of(post);
      stages.done(Stage.TREE_BRANCHES);
      close();
    }
  }

  private synchronized void fail(Item item, Defect defect) {
    if (!item.isDone()) {
      BadSector bad =
          new BadSector(item.placed.sector(), Optional.of(item.placed.sealedPath()), defect);
      item.bad = Optional.of(bad);
      stages.leftOut(bad, item.stage);
      close();
    }
  }

  private void close() {
    open--;
    notifyAll();
  }
}
