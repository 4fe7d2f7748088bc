package io.sealwright.proofs.porep;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.label.Layer;
import io.sealwright.proofs.label.SideBySide;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sectors in phase 1 side by side get the layers that the reference made of each. */
@ParameterizedClass
@MethodSource("io.sealwright.proofs.kernel.EachKernel#all")
@Timeout(60)
final class LabelSeatTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir static Path parents;
  @TempDir Path folder;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Kernels kernels;

  LabelSeatTest(Kernels kernels) {
    this.kernels = kernels;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2k-v1", "2k-v1_1", "16KiB", "32KiB"})
  void bothGetTheReferencesLayers(String set) throws Exception {
    List<GoldenSector> sectors = sectors(set);
    List<LabelSeat> seats = LabelSeat.pair(MINUTE);
    List<Future<Labels>> labels =
        threads.invokeAll(
            List.<Callable<Labels>>of(
                () -> label(sectors.get(0), seats.get(0), Progress.silent()),
                () -> label(sectors.get(1), seats.get(1), Progress.silent())));
    for (int i = 0; i < 2; i++) {
      requireGolden(sectors.get(i), labels.get(i).get());
      assertThat(labels.get(i).get().notes().isEmpty())
          .isEqualTo(kernels.labels().kernel().isEmpty());
    }
  }

  /** What may become of a neighbour. */
  enum Fate {
    NEVER_COMES,
    HAS_LAYERS_ALREADY,
    CANNOT_WRITE,
    BREAKS_OFF,
    IS_STOPPED_WAITING,
    IS_STOPPED_LATER
  }

  @ParameterizedTest
  @EnumSource
  void whatBecomesOfOneDoesNotDisturbTheOther(Fate fate) throws Exception {
    List<GoldenSector> sectors = sectors("16KiB");
    List<LabelSeat> seats = LabelSeat.pair(MINUTE);
    CountDownLatch reached = new CountDownLatch(1);
    BlockingQueue<Thread> thread = new ArrayBlockingQueue<>(1);
    Future<Labels> neighbour =
        threads.submit(() -> {
          try (LabelSeat seat = seats.get(1)) {
            thread.add(Thread.currentThread());
            return neighbour(sectors.get(1), seat, fate, reached);
          }
        });
    if (fate == Fate.IS_STOPPED_WAITING) {
      awaitWaitingForAnother(thread.take(), neighbour);
      neighbour.cancel(true);
    }
    Future<Labels> own =
        threads.submit(() -> label(sectors.get(0), seats.get(0), Progress.silent()));
    if (fate == Fate.IS_STOPPED_LATER) {
      reached.await();
      neighbour.cancel(true);
    }
    requireGolden(sectors.get(0), own.get());
    if (fate == Fate.CANNOT_WRITE || fate == Fate.BREAKS_OFF) {
      assertThatThrownBy(neighbour::get).isInstanceOf(ExecutionException.class);
    } else if (fate == Fate.HAS_LAYERS_ALREADY) {
      requireGolden(sectors.get(1), neighbour.get());
    }
  }

  /** Until it waits at a layer; or to its end, where no kernel makes it wait. */
  private static void awaitWaitingForAnother(Thread thread, Future<?> end) {
    while (!end.isDone() && !(LockSupport.getBlocker(thread) instanceof Condition)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aNeighbourThatHangsBeforeItsLayersIsNotWaitedForWithoutEnd() throws Exception {
    GoldenSector sector = sectors("16KiB").getFirst();
    List<LabelSeat> seats = LabelSeat.pair(Duration.ofMillis(1));
    requireGolden(sector, label(sector, seats.getFirst(), Progress.silent()));
  }

  @Test
  void aNeighbourThatHasALayerAndDoesNotBeginItIsNotWaitedForEither() throws Exception {
    GoldenSector sector = sectors("2k-v1").getFirst();
    LabelTable table = new LabelTable(2, Duration.ofSeconds(3));
    BlockingQueue<Thread> thread = new ArrayBlockingQueue<>(1);
    Means means = new Means(1, parents, Progress.silent(), kernels);
    try (ParentCache graph = means.openParents(sector.config());
        FileChannel file = FileChannel.open(Files.createFile(folder.resolve("layer")))) {
      Layer layer = new Layer.First(sector.replicaId(), graph);
      SideBySide.Target target = new SideBySide.Target(layer, file, _ -> {});
      Future<LabelTable.Met> own =
          threads.submit(() -> {
            thread.add(Thread.currentThread());
            return table.meet(target);
          });
      awaitWaitingForAnother(thread.take(), own);
      LabelTable.Met met = table.meet(target);
      assertThatThrownBy(own::get).hasCauseInstanceOf(LabelSeat.Abandoned.class);
      assertThat(met).isInstanceOf(LabelTable.Met.Waiting.class);
      LabelTable.Offer taken = ((LabelTable.Met.Waiting) met).other();
      assertThat(taken.target().stopped().getAsBoolean()).isTrue();
      assertThat(table.meet(target)).isInstanceOf(LabelTable.Met.Nobody.class);
    }
  }

  @Test
  void aLayerThatTheNeighbourDoesNotGetIsNotBesideAnother() throws Exception {
    GoldenSector sector = sectors("2k-v1").getFirst();
    List<LabelSeat> seats = LabelSeat.pair(MINUTE);
    BlockingQueue<Thread> thread = new ArrayBlockingQueue<>(1);
    Means means = new Means(1, parents, Progress.silent(), kernels);
    Path readable = Files.createFile(folder.resolve("readable"));
    try (ParentCache graph = means.openParents(sector.config());
        FileChannel unwritable = FileChannel.open(readable);
        FileChannel file = FileChannel.open(folder.resolve("layer"), CREATE_NEW, READ, WRITE)) {
      Layer layer = new Layer.First(sector.replicaId(), graph);
      Future<LabelSeat.Written> neighbour =
          threads.submit(() -> {
            thread.add(Thread.currentThread());
            return seats.get(1).write(means, new SideBySide.Target(layer, unwritable, _ -> {}));
          });
      awaitWaitingForAnother(thread.take(), neighbour);
      LabelSeat.Written own =
          seats.get(0).write(means, new SideBySide.Target(layer, file, _ -> {}));
      assertThat(own.besideAnother()).isFalse();
      assertThatThrownBy(neighbour::get).isInstanceOf(ExecutionException.class);
    }
  }

  private Labels neighbour(GoldenSector sector, LabelSeat seat, Fate fate, CountDownLatch reached)
      throws IOException, InterruptedException {
    return switch (fate) {
      case NEVER_COMES -> throw new InterruptedException("on the way");
      case HAS_LAYERS_ALREADY -> {
        label(sector, LabelSeat.alone(), Progress.silent());
        Files.delete(cache(sector).layer(2));
        yield label(sector, seat, Progress.silent());
      }
      case CANNOT_WRITE -> {
        Files.createDirectories(cache(sector).unfinishedLayer(2));
        yield label(sector, seat, Progress.silent());
      }
      case BREAKS_OFF ->
          label(
              sector,
              seat,
              event -> {
                if (event.layer() == 2) {
                  throw new IllegalStateException("a watcher's bug");
                }
              });
      case IS_STOPPED_WAITING -> label(sector, seat, Progress.silent());
      case IS_STOPPED_LATER -> label(sector, seat, _ -> reached.countDown());
    };
  }

  private Labels label(GoldenSector sector, LabelSeat seat, Progress progress)
      throws IOException, InterruptedException {
    CacheFolder cache = cache(sector);
    Files.createDirectories(cache.folder());
    return new Phase1(new Means(1, parents, progress, kernels), seat)
        .label(sector.config(), sector.replicaId(), sector.commD(), cache);
  }

  private CacheFolder cache(GoldenSector sector) {
    return new CacheFolder(folder.resolve(sector.name().replace(' ', '-')));
  }

  private static List<GoldenSector> sectors(String set) {
    return List.of(GoldenSector.of(set, "zero_sector"), GoldenSector.of(set, "piece_sector"));
  }

  private static void requireGolden(GoldenSector sector, Labels labels) throws IOException {
    for (int layer = 1; layer <= sector.size().layers(); layer++) {
      Path file = labels.cache().layer(layer);
      assertThat(FileDigest.of(file))
          .as("%s layer %d", sector, layer)
          .isEqualTo(sector.cacheFiles().get(file.getFileName().toString()));
    }
  }
}
