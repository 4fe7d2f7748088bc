package io.sealwright.engine.stage;

import static io.sealwright.engine.stage.StageWorld.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.AttemptSweep;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that are stopped, that sleep while others work, and that nobody needs any more. */
@Timeout(60)
final class AttemptsAtOnceTest {
  @TempDir static Path parents;
  @TempDir Path folder;
  private StageWorld world;
  private final ConcurrentLinkedQueue<Integer> layers = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void begin() throws Exception {
    world = new StageWorld(folder, parents).until(SectorState.PreCommit1.class);
    world.watcher = this::noteLayer;
  }

  private void noteLayer(ProgressEvent event) {
    if (event.phase() == Phase.LABELS) {
      layers.add(event.layer());
    }
  }

  @Test
  void aStoppedP1GoesOnFromItsLastLayer() throws Exception {
    StopSignal stop = new StopSignal();
    world.watcher =
        event -> {
          if (event.phase() == Phase.LABELS && event.layer() == 2) {
            stop.ask();
          }
        };
    world.token++;
    assertThatThrownBy(() -> world.run(stop)).isInstanceOf(Stopped.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(world.state).isInstanceOf(SectorState.PreCommit1.class);
    assertThat(attempts(Work.PC1)).containsExactly(world.token);

    world.watcher = this::noteLayer;
    world.run();
    assertThat(layers).containsOnly(2);
    assertThat(attempts(Work.PC1)).isEmpty();
    assertThat(world.state).isInstanceOf(SectorState.PreCommit2.class);
  }

  @Test
  void whatIsAskedToStopBeforeItBeginsDoesNotBegin() {
    StopSignal stop = new StopSignal();
    stop.ask();
    world.token++;
    assertThatThrownBy(() -> world.run(stop)).isInstanceOf(Stopped.class);
    assertThat(world.bench.folder().resolve("sealwright-work")).doesNotExist();
  }

  /** The worker that froze holds its attempt, so the next begins anew; then it wakes up. */
  @Test
  void aFrozenAttemptThatWakesUpChangesNothing() throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch wake = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    world.watcher =
        event -> {
          noteLayer(event);
          if (event.phase() == Phase.LABELS && event.layer() == 2 && first.getAndSet(false)) {
            asleep.countDown();
            await(wake);
          }
        };
    world.token++;
    StageOrder order = world.order();
    Fence fence = world.fence(world.token);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> frozen =
          other.submit(() -> {
            world.stages().run(order, world.paths, fence, new StopSignal());
            return null;
          });
      assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
      layers.clear();
      world.run();
      assertThat(layers).contains(1, 2);
      Map<String, String> published = benched();
      assertThat(published)
          .containsValues(recorded("sc-02-data-layer-1.dat"), recorded("sc-02-data-layer-2.dat"));

      wake.countDown();
      assertThatThrownBy(frozen::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(FenceLost.class);
      assertThat(benched()).isEqualTo(published);
    }
    assertThat(attempts(Work.PC1)).containsExactly(order.token().number());
    world.sweep();
    assertThat(attempts(Work.PC1)).isEmpty();
    world.until(SectorState.Proving.class);
    assertThat(world.files()).hasSize(4);
  }

  /**
   * Another has brought the sector to its place by then, and taken it from where it was.
   *
   * @param whole whether it froze with all of it copied, or in the middle of that
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFrozenMoveThatWakesUpChangesNothing(boolean whole) throws Exception {
    world.watcher = Progress.silent();
    world.until(SectorState.MoveStorage.class);
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch wake = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    Runnable freezeOnce =
        () -> {
          if (first.getAndSet(false)) {
            asleep.countDown();
            await(wake);
          }
        };
    if (!whole) {
      world.watcher =
          event -> {
            if (event.phase() == Phase.PUBLISH) {
              freezeOnce.run();
            }
          };
    }
    world.token++;
    StageOrder order = world.order();
    Fence fence = world.fence(world.token);
    Fence late = whole ? after(freezeOnce, fence) : fence;
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> frozen =
          other.submit(() -> {
            world.stages().run(order, world.paths, late, new StopSignal());
            return null;
          });
      assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
      world.run();
      assertThat(world.state).isInstanceOf(SectorState.Proving.class);
      Map<String, String> published = benched();
      assertThat(published).hasSize(4);

      wake.countDown();
      assertThatThrownBy(frozen::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(whole ? FenceLost.class : StageFailed.class);
      assertThat(benched()).isEqualTo(published);
    }
    assertThat(world.state).isInstanceOf(SectorState.Proving.class);
    world.sweep();
    assertThat(world.files()).hasSize(4);
  }

  /** A fence that is come to later. */
  private static Fence after(Runnable pause, Fence fence) {
    return new Fence() {
      @Override
      public void publish(Publication publication, SectorEvent event)
          throws FenceLost, IOException {
        pause.run();
        fence.publish(publication, event);
      }

      @Override
      public boolean isMine() {
        return fence.isMine();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void attemptsOfAnUnfinishedTaskAreNoGarbage() {
    AttemptSweep.Found labels = found(Work.PC1, 3);
    AttemptSweep.Found copy = found(Work.GET, 5);
    List<AttemptSweep.Found> all = List.of(labels, copy);
    assertThat(garbage(all, Set.of())).containsExactly(labels, copy);
    assertThat(garbage(all, Set.of(Work.PC1))).containsExactly(copy);
    assertThat(garbage(all, Set.of(Work.RECOVER))).containsExactly(labels);
  }

  private static List<AttemptSweep.Found> garbage(
      List<AttemptSweep.Found> found, Set<Work> unfinished) {
    return AttemptSweep.garbage(found, Map.of(StageWorld.SECTOR, unfinished)).stream()
        .map(AttemptSweep.Garbage::found)
        .toList();
  }

  private AttemptSweep.Found found(Work work, long token) {
    return new AttemptSweep.Found(
        world.bench, new AttemptName(StageWorld.SECTOR, work, new FencingToken(token)));
  }

  /** Only of a sector that is proven from elsewhere. */
  @Test
  void filesOnAnotherPathAreLeftOverOfAProvenSectorOnly() throws Exception {
    world.until(SectorState.MoveStorage.class);
    List<Leftovers.Found> benched = Leftovers.list(world.bench);
    assertThat(benched).containsExactly(new Leftovers.Found(world.bench, StageWorld.SECTOR));
    assertThat(Leftovers.among(benched, Map.of(StageWorld.SECTOR, world.state))).isEmpty();
    assertThat(Leftovers.among(benched, Map.of())).isEmpty();
    world.until(SectorState.Proving.class);
    assertThat(Leftovers.list(world.bench)).isEmpty();
    assertThat(Leftovers.among(benched, Map.of(StageWorld.SECTOR, world.state))).isEqualTo(benched);
    assertThat(Leftovers.among(Leftovers.list(world.store), Map.of(StageWorld.SECTOR, world.state)))
        .isEmpty();
  }

  /** Memory is another file system than the disk on most hosts: there it is a copy. */
  @Test
  void aSectorIsBroughtToAnotherFileSystem() throws Exception {
    Path memory = Path.of("/dev/shm");
    Path there = Files.createTempDirectory(Files.isWritable(memory) ? memory : folder, "stages");
    try {
      StageWorld wide =
          new StageWorld(folder.resolve("wide"), there, parents)
              .until(SectorState.MoveStorage.class);
      Path attempt =
          Files.createDirectories(
              there.resolve("sealwright-work/s-t01000-42/GET-" + (wide.token + 1)));
      if (Files.isWritable(memory)) {
        Files.createSymbolicLink(attempt.resolve("sealed.partial"), Path.of("/dev/full"));
        assertThatThrownBy(wide::run).hasMessageContaining("HOST").hasMessageContaining("No space");
      }
      if (Files.isWritable(memory)) {
        wide.watcher = event -> damageCopy(event, there, wide.token);
        assertThatThrownBy(wide::run).hasMessageContaining("is not the replica");
        assertThat(wide.stored().sealed()).doesNotExist();
        wide.watcher = Progress.silent();
      }
      wide.until(SectorState.Proving.class);
      assertThat(wide.files())
          .hasSize(4)
          .containsEntry("store/sealed/s-t01000-42", recorded("sc-02-data-layer-2.dat"));
    } finally {
      io.sealwright.engine.recovery.files.Scratch.discardFolder(there);
    }
  }

  /** Turns a bit of every leaf when the copy of the replica is complete. */
  private static void damageCopy(ProgressEvent event, Path there, long token) {
    Path copy = there.resolve("sealwright-work/s-t01000-42/GET-" + token + "/sealed.partial");
    if (event.phase() == Phase.PUBLISH && event.done() == event.total() && Files.exists(copy)) {
      try {
        byte[] bytes = Files.readAllBytes(copy);
        for (int at = 0; at < bytes.length; at += 32) {
          bytes[at] ^= 1;
        }
        Files.write(copy, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Map<String, String> benched() throws Exception {
    Map<String, String> files = world.files();
    files.keySet().removeIf(name -> name.contains("sealwright-work"));
    return files;
  }

  private List<Long> attempts(Work work) throws Exception {
    return AttemptSweep.list(world.bench).stream()
        .map(AttemptSweep.Found::name)
        .filter(name -> name.work() == work)
        .map(name -> name.token().number())
        .toList();
  }
}
