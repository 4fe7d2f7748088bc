package io.sealwright.engine.work.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.store.PathTable.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as storage paths, with their files. */
final class HostPathTest {
  private static final HostPath.Wanted BENCH = new HostPath.Wanted(true, false, 10);

  @TempDir Path folder;
  private Path mark;

  @BeforeEach
  void name() {
    mark = folder.resolve("sectorstore.json");
  }

  @Test
  void aFolderBecomesAPathOnceAndStaysIt() throws Exception {
    HostPath made = HostPath.enter(folder, BENCH, "first");
    assertThat(HostPath.enter(folder, BENCH, "second")).isEqualTo(made);
    Mount mount = made.look();
    assertThat(mount.id().id()).isEqualTo("first");
    assertThat(mount.roles()).containsExactly(Role.SEAL);
    assertThat(mount.error()).isEmpty();
    assertThat(mount.free()).isPositive().isLessThanOrEqualTo(mount.capacity());
  }

  @Test
  void ofManyWhoEnterANewFolderAtOnceOneMakesItAPathForAll() throws Exception {
    int many = 8;
    for (int round = 0; round < 20; round++) {
      Path disk = Files.createDirectory(folder.resolve("disk-" + round));
      CyclicBarrier start = new CyclicBarrier(many);
      try (ExecutorService workers = Executors.newFixedThreadPool(many)) {
        List<Future<HostPath>> entered = new ArrayList<>();
        for (int i = 0; i < many; i++) {
          String id = "id-" + i;
          entered.add(
              workers.submit(() -> {
                start.await();
                return HostPath.enter(disk, BENCH, id);
              }));
        }
        for (Future<HostPath> one : entered) {
          assertThat(one.get()).isEqualTo(HostPath.read(disk));
        }
      }
      assertThat(disk).isDirectoryNotContaining("glob:**.partial");
    }
  }

  @Test
  void whatAFileSaysIsNotOverruled() throws Exception {
    HostPath.enter(folder, BENCH, "first");
    String before = Files.readString(mark);
    assertThatThrownBy(() -> HostPath.enter(folder, new HostPath.Wanted(true, false, 20), "second"))
        .isInstanceOf(PathRefused.class)
        .hasMessageContaining("weight=10")
        .hasMessageContaining("weight=20");
    assertThat(mark).hasContent(before);
  }

  @Test
  void aMissingFolderIsNotMade() {
    Path missing = folder.resolve("disk");
    assertThatThrownBy(() -> HostPath.enter(missing, BENCH, "first"))
        .isInstanceOf(PathRefused.class)
        .hasMessageContaining("is not there");
    assertThat(missing).doesNotExist();
  }

  @Test
  void aPathWhoseFileIsGoneOrAnothersIsUnwellUntilItIsBack() throws Exception {
    HostPath path = HostPath.enter(folder, BENCH, "first");
    String own = Files.readString(mark);
    Files.writeString(mark, own.replace("first", "other"));
    assertThat(path.look().error()).contains("is the path other now");
    Files.delete(mark);
    assertThat(path.look().error()).contains("is no storage path");
    assertThat(path.look().id().id()).isEqualTo("first");
    Files.writeString(mark, own);
    assertThat(path.look().error()).isEmpty();
  }

  @Test
  void anEmptyMountPointOfAPathTheClusterKnowsIsNotMadeAPathAnew() throws Exception {
    Mount known = HostPath.enter(folder, BENCH, "first").look();
    String own = Files.readString(mark);
    Files.delete(mark);
    HostPath unmounted = HostPath.enterAgain(known, BENCH);
    assertThat(mark).doesNotExist();
    assertThat(unmounted.look().id().id()).isEqualTo("first");
    assertThat(unmounted.look().error()).contains("sectorstore.json is not there");

    Files.writeString(mark, own.replace("first", "other"));
    assertThat(HostPath.enterAgain(known, BENCH).look().error()).contains("is the path other now");
    Files.writeString(mark, own);
    assertThat(unmounted.look().error()).isEmpty();
    assertThat(HostPath.enterAgain(known, BENCH)).isEqualTo(HostPath.read(folder));
  }

  @Test
  void aWatchSeesWhatChanges() throws Exception {
    HostPath path = HostPath.enter(folder, BENCH, "first");
    try (PathWatch watch =
        new PathWatch(List.of(path), Duration.ofMillis(20), InstantSource.system())) {
      assertThat(watch.mounts().getFirst().capacity()).isPositive();
      Files.delete(mark);
      for (int i = 0; i < 500 && !watch.mounts().getFirst().error().contains("no storage"); i++) {
        Thread.sleep(20);
      }
      assertThat(watch.mounts().getFirst().error()).contains("is no storage path");
    }
  }
}
