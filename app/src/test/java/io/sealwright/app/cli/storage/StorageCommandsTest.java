package io.sealwright.app.cli.storage;

import static io.sealwright.app.ServedCluster.HOST;
import static io.sealwright.app.ServedCluster.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.ServedCluster;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.engine.work.HostStorage;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.EpochSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Paths that are attached, checked and detached while workers run. */
final class StorageCommandsTest {
  private static final Host.Name OTHER = new Host.Name("p1-2");

  @TempDir Path folder;
  private ServedCluster cluster;
  private HostStorage storage;

  @BeforeEach
  void begin() throws Exception {
    cluster = new ServedCluster();
    cluster.worker(HOST, TaskType.AP);
    storage = storage(HOST);
  }

  private HostStorage storage(Host.Name host) {
    return new HostStorage(cluster.database(), host, List.of(), Duration.ofHours(1), () -> NOW);
  }

  @AfterEach
  void end() {
    storage.close();
    cluster.close();
  }

  private Ran attach(String... options) {
    List<String> words = new ArrayList<>(List.of("storage", "attach", folder.toString()));
    words.addAll(List.of(options));
    return cluster.run(words.toArray(String[]::new));
  }

  private List<Mount> mounts() throws Exception {
    return cluster.database().paths().of(HOST);
  }

  @Test
  void aFolderIsAttachedWhileItsWorkerRuns() throws Exception {
    Ran plan = attach("--init", "--seal", "--max-storage", "1TiB", "--host", "p1-1");
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.err()).contains("--apply");
    assertThat(folder.resolve("sectorstore.json")).doesNotExist();

    Ran done =
        attach(
            "--init",
            "--seal",
            "--max-storage",
            "1TiB",
            "--weight",
            "20",
            "--host",
            "p1-1",
            "--apply",
            "--output",
            "json");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.json().path("applied").asBoolean()).isTrue();
    assertThat(Files.readString(folder.resolve("sectorstore.json")))
        .isEqualTo(
            """
            {
              "ID": "%s",
              "Weight": 20,
              "CanSeal": true,
              "CanStore": false,
              "MaxStorage": 1099511627776,
              "Groups": null,
              "AllowTo": null,
              "AllowTypes": null,
              "DenyTypes": null,
              "AllowMiners": null,
              "DenyMiners": null
            }\
            """
                .formatted(done.json().path("path").asString()));
    storage.step();
    assertThat(mounts())
        .singleElement()
        .satisfies(mount -> {
          assertThat(mount.id().id()).isEqualTo(done.json().path("path").asString());
          assertThat(mount.maxStorage()).isEqualTo(1L << 40);
        });

    Ran again = attach("--host", "p1-1", "--apply");
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err())
        .contains("host p1-1 has it already; nothing is to be done, see 'sealwright storage list'");
    assertThat(
            cluster.run("storage", "detach", folder.toString(), "--host", "p1-1", "--apply").code())
        .isZero();
    assertThat(cluster.database().paths().all()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereOrIsNoPathIsRefusedWithWhatToDo() {
    assertThat(attach("--host", "p1-1").err())
        .contains("has no sectorstore.json; mount the disk that has it, or make the folder a path");
    folder = folder.resolve("later");
    assertThat(attach("--host", "p1-1").err())
        .contains("its disk may not be mounted; mount its disk, or make the folder");
  }

  @Test
  void aPlanSaysThatThereIsNoSuchHostAndThatNothingNeedsAPath() throws Exception {
    Ran nowhere = attach("--init", "--store", "--host", "nowhere", "--output", "json");
    assertThat(nowhere.code()).isEqualTo(3);
    assertThat(nowhere.err()).contains("there is no host nowhere", "sealing workers --by host");
    assertThat(nowhere.json().path("objections").get(0).path("kind").asString())
        .isEqualTo("unknown_host");
    attach("--init", "--store", "--host", "p1-1", "--apply");
    storage.step();
    Ran unneeded = cluster.run("storage", "detach", folder.toString(), "--host", "p1-1");
    assertThat(unneeded.code()).isZero();
    assertThat(unneeded.out()).isEmpty();
    assertThat(unneeded.err())
        .contains("Nothing needs path", "at " + folder + " on host p1-1", "--apply");
  }

  @Test
  void aFolderInUseIsRefusedOrTakesAReason() throws Exception {
    Files.createDirectories(folder.resolve("sealed"));
    Files.createFile(folder.resolve("sealed/s-t02000-1"));
    Ran refused = attach("--init", "--store", "--host", "p1-1", "--apply", "--output", "json");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.json().path("objections"))
        .extracting(objection -> objection.path("kind").asString())
        .containsExactly("other_miner", "not_empty");
    assertThat(folder.resolve("sectorstore.json")).doesNotExist();
    Files.createFile(folder.resolve("sealed/notes"));
    assertThat(
            attach("--init", "--store", "--host", "p1-1", "--reason", "moved", "--lang", "zh")
                .err())
        .contains("names that are no sector's", "; move them out of the folders of sectors");
    Files.delete(folder.resolve("sealed/notes"));
    Ran meant = attach("--init", "--store", "--host", "p1-1", "--reason", "moved here", "--apply");
    assertThat(meant.code()).as(meant.err()).isZero();
    assertThat(cluster.database().actions().newest(1).getFirst().order().details())
        .contains("of p1-1: moved here");
    assertThat(attach("--init", "--host", "p1-1").code()).isEqualTo(2);
    assertThat(attach("--seal", "--host", "p1-1").code()).isEqualTo(2);
    assertThat(attach("--lang", "zh", "--host", "p1-1").err()).contains("error:");
  }

  private SectorId reserve() throws Exception {
    Pledge pledge = new Pledge(ServedCluster.MINER, ServedCluster.PROOF, new EpochSpan(1_555_200));
    SectorId sector = cluster.database().sectors().pledge(pledge, new SectorNumber(3), NOW);
    cluster
        .database()
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, ServedCluster.PROOF, 0, Set.of()),
            cluster.database().sectors().find(sector).orElseThrow(),
            UUID.randomUUID(),
            NOW);
    Plan plan =
        new Planner(Rules.DEFAULTS)
            .plan(cluster.database().hosts().snapshot(cluster.database().tasks().all(), NOW));
    assertThat(plan.assignments()).hasSize(1);
    plan.assignments().forEach(given -> cluster.database().tasks().assign(given, NOW));
    return sector;
  }

  @Test
  void aPathStaysWhereATaskHasItsSpace() throws Exception {
    attach("--init", "--seal", "--host", "p1-1", "--apply");
    storage.step();
    reserve();
    Ran stays =
        cluster.run(
            "storage",
            "detach",
            folder.toString(),
            "--host",
            "p1-1",
            "--reason",
            "dead",
            "--output",
            "json",
            "--apply");
    assertThat(stays.code()).isEqualTo(3);
    assertThat(stays.json().path("holds"))
        .extracting(hold -> hold.path("sector").asLong() + " " + hold.path("hold").asString())
        .containsExactly("3 at_work", "3 reserved");
    assertThat(stays.err()).contains("stays at " + folder + ": sector 3 needs it; move or finish");
    assertThat(mounts()).hasSize(1);

    cluster.database().tasks().takeBack(NOW.plus(Duration.ofDays(1)));
    Ran kept = cluster.run("storage", "detach", folder.toString(), "--host", "p1-1");
    assertThat(kept.code()).isEqualTo(3);
    assertThat(kept.out()).contains("yes").doesNotContain("true");
    Ran gone =
        cluster.run(
            "storage",
            "detach",
            folder.toString(),
            "--host",
            "p1-1",
            "--reason",
            "dead",
            "--apply");
    assertThat(gone.code()).as(gone.err()).isZero();
    assertThat(mounts()).isEmpty();
    storage.step();
    assertThat(storage.mounts()).isEmpty();
    assertThat(folder.resolve("sectorstore.json")).exists();
    assertThat(cluster.run("storage", "detach", folder.toString(), "--host", "p1-1").code())
        .isEqualTo(2);
  }

  @Test
  void sharedStorageIsCheckedOnEveryHost() throws Exception {
    cluster.worker(OTHER, TaskType.AP);
    try (HostStorage second = storage(OTHER)) {
      attach("--init", "--store", "--host", "p1-1,p1-2", "--apply");
      storage.step();
      second.step();
      storage.start(Duration.ofMillis(50));
      second.start(Duration.ofMillis(50));
      Ran sound = cluster.run("storage", "check", "--wait", "20", "--output", "json");
      assertThat(sound.code()).as(sound.out() + sound.err()).isZero();
      assertThat(sound.json().path("paths"))
          .extracting(row -> row.path("host").asString() + row.path("seen"))
          .containsExactlyInAnyOrder("p1-1[\"p1-1\",\"p1-2\"]", "p1-2[\"p1-1\",\"p1-2\"]");
    }
    Ran silent = cluster.run("storage", "check", "--wait", "1");
    assertThat(silent.code()).isEqualTo(1);
    assertThat(silent.out()).contains("no report: the mount hangs");
    assertThat(cluster.run("storage", "check", "--wait", "0").code()).isEqualTo(2);
  }

  @Test
  void aPathThatIsNotMountedIsToldOfInTheLanguageThatIsSpoken() throws Exception {
    attach("--init", "--store", "--host", "p1-1", "--apply");
    storage.step();
    Path mark = folder.resolve("sectorstore.json");
    Files.delete(mark);
    storage.start(Duration.ofMillis(50));
    Ran checked = cluster.run("storage", "check", "--wait", "20", "--lang", "zh");
    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out()).contains("无法读取：" + mark + " 不存在");
  }

  @Test
  void aLotusMinerAttachesAndDetachesOnItsOwnHost() throws Exception {
    List<String> asked = new ArrayList<>();
    JsonNode none = JsonNodeFactory.instance.nullNode();
    try (ReplayingPeer lotus =
        ReplayingPeer.miner()
            .with("StorageLocal", "StorageList", "StorageGetLocks")
            .withAny("StorageStat.local")
            .answer(
                "StorageAddLocal",
                1,
                params -> {
                  asked.add("add " + params.getFirst().asString());
                  return none;
                })
            .answer(
                "StorageDetachLocal",
                1,
                params -> {
                  asked.add("detach " + params.getFirst().asString());
                  return none;
                })
            .start()) {
      Ran attached =
          ServedCluster.ran(
              lotus.apiInfo(),
              "storage",
              "attach",
              folder.toString(),
              "--init",
              "--store",
              "--apply");
      assertThat(attached.code()).as(attached.err()).isZero();
      assertThat(attached.out()).contains("that of the miner");
      Ran kept =
          ServedCluster.ran(
              lotus.apiInfo(), "storage", "detach", "/data/net/genesis-sectors", "--apply");
      assertThat(kept.code()).isEqualTo(3);
      assertThat(kept.out()).contains("its files would be out of reach");
      assertThat(kept.err()).contains("stays at /data/net/genesis-sectors: sectors 0, 1 need it;");
      Ran detached =
          ServedCluster.ran(lotus.apiInfo(), "storage", "detach", "/data/net/miner", "--apply");
      assertThat(detached.code()).as(detached.err()).isZero();
      assertThat(asked).containsExactly("add " + folder, "detach /data/net/miner");
      assertThat(ServedCluster.ran(lotus.apiInfo(), "storage", "check").err())
          .contains("is a lotus-miner");
    }
  }
}
