package io.sealwright.app.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.ServedCluster;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Lease;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.schedule.WindowProof;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.serving.OperatorMethods;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What operators do to our own cluster by its miner's API, and what a lotus-miner says to it. */
final class OwnMinerCommandsTest {
  private static final SealProof PROOF = ServedCluster.PROOF;
  private static final Instant NOW = ServedCluster.NOW;
  private static final UUID TASK = UUID.fromString("049fe1cd-346c-4867-9858-995281225a5e");
  private static final String JOB = "cc4f124e-181a-4bb3-95ca-f2221541fe79";

  private ServedCluster cluster;
  private Database database;
  private UUID worker;

  @BeforeEach
  void serve() throws Exception {
    cluster = new ServedCluster();
    database = cluster.database();
    worker = cluster.worker(ServedCluster.HOST, TaskType.AP).id();
    Pledge pledge = new Pledge(ServedCluster.MINER, PROOF, new EpochSpan(1_555_200));
    SectorId sector = database.sectors().pledge(pledge, new SectorNumber(3), NOW);
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, PROOF, 0, Set.of()),
            database.sectors().find(sector).orElseThrow(),
            TASK,
            NOW);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Ran run(String line) {
    return cluster.run(line.split(" "));
  }

  private static Ran ran(String apiInfo, String line) {
    return ServedCluster.ran(apiInfo, line.split(" "));
  }

  @Test
  void aBackupOfOurOwnMinerIsThatOfItsDatabase() {
    Ran ran = run("backup create /data/backup");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("is Sealwright's own", "back up the database");
  }

  @Test
  void aPausedWorkerIsGivenNothingAndSchedDiagSaysWhy() throws Exception {
    Ran paused = run("sealing pause --type AP --worker " + worker + " --output json");
    assertThat(paused.json().path("pauses").get(0).path("worker").asString()).isEqualTo("p1-1");
    assertThat(run("sealing sched-diag").out())
        .contains("AP of sector 3")
        .contains("an operator has paused such tasks on this worker (p1-1)")
        .contains("its host has no path to seal on");
    assertThat(run("sealing sched-diag --lang zh").out()).contains("操作员已在该 worker");
    JsonNode requests = run("sealing sched-diag --output json").json().path("requests");
    assertThat(requests.get(0).path("id").asString()).isEqualTo(TASK.toString());

    Ran other = run("sealing resume --all");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains("p1-1");
    assertThat(other.err())
        .isEqualTo(
            "error: not paused: all everywhere; name a pause as it was made: what is paused is"
                + " listed\n");
    assertThat(run("sealing resume --type AP --worker " + worker).code()).isZero();
    assertThat(database.hosts().pauses()).isEmpty();
    assertThat(database.actions().newest(10))
        .extracting(action -> action.order().what() + " " + action.outcome())
        .contains("pause DONE", "resume DONE");
  }

  @Test
  void schedDiagNamesTheWindowThatATaskWaitsFor() throws Exception {
    cluster.proves(ServedCluster.HOST, new WindowProof(7, SectorSize.GIB_32));
    assertThat(run("sealing sched-diag").out())
        .contains(
            "memory: 4 KiB needed, 0 B free; its host proves deadline 7, which takes what is");
    assertThat(run("sealing sched-diag --lang zh").out()).contains("正在证明窗口 7");
    assertThat(run("sealing sched-diag --output json").out()).contains("\"proves_window\"");
  }

  @Test
  void typesAndWorkersArePausedByTheNamesOperatorsUse() throws Exception {
    Ran paused = run("sealing pause --type p1,c2 --worker p1-1 --output json");
    assertThat(paused.json().path("pauses").values())
        .allSatisfy(pause -> assertThat(pause.path("worker").asString()).isEqualTo("p1-1"))
        .extracting(pause -> pause.path("task").asString())
        .containsExactlyInAnyOrder("PC1", "C2");
    cluster.worker(ServedCluster.HOST);
    assertThat(run("sealing resume --type p1 --worker p1-1").code()).isZero();
    assertThat(run("sealing resume --type c2 --worker " + worker).code()).isZero();
    assertThat(database.hosts().pauses()).isEmpty();
  }

  @Test
  void aPauseOfAWorkerHoldsForItsNextStartAndIsLiftedThoughItIsGone() throws Exception {
    assertThat(run("sealing pause --worker p1-1 --type ap").code()).isZero();
    assertThat(run("sealing workers").out()).containsPattern("p1-1 +paused +AP ");
    assertThat(run("sealing pause --worker p1-1").code()).isZero();
    assertThat(run("sealing resume --worker nobody --host p1-1").code()).isEqualTo(2);
    database.hosts().leave(new Worker.Id(worker));
    assertThat(run("sealing workers").err()).contains("worker p1-1 of host p1-1", "is on the list");
    cluster.worker(ServedCluster.HOST, TaskType.AP);
    assertThat(run("sealing sched-diag").out()).contains("on this worker (p1-1)");
    Ran shown = run("sealing workers --output json");
    assertThat(shown.json().at("/workers/0/paused").toString()).isEqualTo("[\"all\"]");
    assertThat(shown.json().at("/workers/0/enabled").asBoolean()).isFalse();

    database.hosts().leave(database.hosts().workers().getFirst().worker().id());
    assertThat(run("sealing resume --worker p1-1").code()).isZero();
    assertThat(database.hosts().pauses())
        .extracting(OperatorMethods::text)
        .containsExactly("AP on p1-1 of p1-1");
  }

  @Test
  void ofWorkersOfOneNameOnTwoHostsTheOneOnTheHostIsMeant() {
    enter("p1-1", new Host.Name("p1-2"), NOW);
    Ran two = run("sealing pause --worker p1-1");
    assertThat(two.code()).isEqualTo(2);
    assertThat(two.err()).contains("workers on p1-1, p1-2 have the name p1-1", "give --host too");
    assertThat(run("sealing pause --worker p1-1 --host p1-2").code()).isZero();
    assertThat(database.hosts().pauses())
        .extracting(Pause::scope)
        .containsExactly(new Pause.Scope.OnWorker(new Host.Name("p1-2"), "p1-1"));
    assertThat(run("sealing pause --worker p1-1 --host p1-3").err())
        .contains("there is no worker p1-1 on host p1-3");
  }

  @Test
  void aPauseThatIsRepeatedSaysSoAndWhatIsNotPausedIsNotResumed() {
    assertThat(run("sealing pause --type p1").err()).isEmpty();
    Ran again = run("sealing pause --type p1,p2");
    assertThat(again.code()).isZero();
    assertThat(again.err()).isEqualTo("Paused already: PC1 everywhere\n");
    assertThat(run("sealing pause --type p1 --lang zh").err()).contains("此前已暂停");

    Ran half = run("sealing resume --type c1,p2");
    assertThat(half.code()).isEqualTo(1);
    assertThat(half.err())
        .contains("error: not paused: C1 everywhere; name a pause as it was made");
    assertThat(database.hosts().pauses())
        .extracting(OperatorMethods::text)
        .containsExactly("PC1 everywhere");
    Ran host = run("sealing resume --host nowhere");
    assertThat(host.code()).isEqualTo(3);
    assertThat(host.err()).contains("there is no host nowhere");
    assertThat(run("sealing pause --host nowhere").code()).isEqualTo(3);
    assertThat(run("sealing resume --worker nobody").code()).isEqualTo(2);
  }

  @Test
  void whatIsPausedEverywhereIsSaidInTheOperatorsLanguage() throws Exception {
    Ran chinese = run("sealing pause --type AP --lang zh");
    assertThat(chinese.out()).contains("AP", "全部").doesNotContain("all");
    Ran paused = run("sealing pause --all --output json");
    assertThat(paused.json().path("pauses").values())
        .allSatisfy(pause -> assertThat(pause.path("host").asString()).isEqualTo("all"));
  }

  @Test
  void aRequestThatCannotBeMeantIsRefused() {
    assertThat(run("sealing pause").code()).isEqualTo(2);
    assertThat(run("sealing pause --all --host p1-1").code()).isEqualTo(2);
    assertThat(run("sealing pause --worker 049fe1cd").err())
        .contains("there is no worker 049fe1cd")
        .doesNotContain("java");
    assertThat(run("sealing pause --type wdp").err())
        .contains("windows are proven by the miner itself, and are not paused");
    assertThat(run("sealing pause --type p3").err()).contains("ap, p1, p2, c1, c2, fin, get");
    assertThat(run("sealing abort 00000000-0000-0000-0000-000000000000").code()).isEqualTo(2);
    assertThat(run("sealing abort " + worker).err()).contains("no job and no task that waits");
    assertThat(run("sectors pledge --count 0").code()).isEqualTo(2);
    Ran stays = run("sectors remove 3 --apply");
    assertThat(stays.code()).isEqualTo(3);
    assertThat(stays.err()).contains("the miner refuses: nothing is ended here");
    assertThat(run("sectors reset 3 --to pre_commit_1").code()).isEqualTo(3);
    Ran unknown = run("sealing drain nowhere");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.err()).contains("there is no host nowhere");
  }

  @Test
  void aWaitingTaskIsGivenUpByItsWholeId() {
    assertThat(run("sealing abort " + TASK).out()).contains("AP");
    assertThat(database.tasks().all()).isEmpty();
    assertThat(database.sectors().all().getFirst().state().name()).isEqualTo("AddPieceFailed");
  }

  @Test
  void theBeginningOfAnIdGivesNothingUpAndIsAnsweredWithTheWholeOne() {
    Ran begun = run("sealing abort 049fe1cd");
    assertThat(begun.code()).isEqualTo(2);
    assertThat(begun.err())
        .isEqualTo(
            "error: '049fe1cd' is no whole id; give the whole of " + TASK + " (AP of sector 3)\n");
    assertThat(database.tasks().all()).hasSize(1);

    Ran nobodys = run("sealing abort zz-9");
    assertThat(nobodys.code()).isEqualTo(2);
    assertThat(nobodys.err())
        .contains("'zz-9' is no whole id, and none begins with it")
        .contains("'sealwright sealing jobs --output json'");
  }

  @Test
  void workersHaveTheirNamesAndWhenEachWasLastHeardOf() throws Exception {
    Ran table = run("sealing workers");
    assertThat(table.out()).contains("Name", "p1-1", "Last heard of", "ago");
    assertThat(table.err()).doesNotContain("ten seconds");
    JsonNode listed = run("sealing workers --output json").json().path("workers").get(0);
    assertThat(listed.path("name").asString()).isEqualTo("p1-1");
    assertThat(listed.path("heard").asString()).isEqualTo(NOW.toString());
  }

  @Test
  void aWorkerThatIsHeardIsNotRemovedForItWouldComeBack() {
    Ran refused = run("sealing workers --remove p1-1");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains("worker p1-1 is heard of, and has 0 tasks", "it leaves the list by itself");
    assertThat(run("sealing workers --remove-silent").err()).contains("No worker is silent");
    assertThat(run("sealing workers --remove p1-1 --by host").code()).isEqualTo(2);
    assertThat(run("sealing workers --remove nobody").code()).isEqualTo(2);
    assertThat(database.hosts().workers()).hasSize(1);
  }

  /** Its task does not wait for the end of its lease, and what it would still publish is fenced. */
  @Test
  void aSilentWorkerIsTakenOffTheListAndItsTasksAreGivenOutAnew() throws Exception {
    Worker.Id dead = silent("dead-1");
    WaitingTask task = database.tasks().find(new TaskId(TASK)).orElseThrow().task();
    Lease lease = new Lease(dead, task.token().next(), NOW.plusSeconds(1_000_000_000));
    database.tasks().assign(new Plan.Assignment(task, lease, Optional.empty()), NOW);
    Ran removed = run("sealing workers --remove dead-1 --output json");
    assertThat(removed.code()).isZero();
    JsonNode row = removed.json().at("/removed/0");
    assertThat(row.path("worker").asString()).isEqualTo(dead.toString());
    assertThat(row.path("name").asString()).isEqualTo("dead-1");
    assertThat(row.path("given_back").asLong()).isEqualTo(1);
    assertThat(database.hosts().workers()).hasSize(1);
    assertThat(database.tasks().find(new TaskId(TASK)).orElseThrow().lease()).isEmpty();
    assertThat(database.tasks().isHeld(new TaskId(TASK), lease.token(), NOW)).isFalse();
    assertThat(database.actions().newest(1).getFirst().order().what()).isEqualTo("remove worker");
  }

  @Test
  void allSilentWorkersAreRemovedTogetherAndNoOther() {
    silent("dead-1");
    silent("dead-2");
    Ran removed = run("sealing workers --remove-silent");
    assertThat(removed.out()).contains("dead-1", "dead-2").doesNotContain(worker.toString());
    assertThat(database.hosts().workers())
        .extracting(listed -> listed.worker().id().id())
        .containsExactly(worker);
  }

  private Worker.Id silent(String name) {
    return enter(name, ServedCluster.HOST, NOW.minusSeconds(3600));
  }

  private Worker.Id enter(String name, Host.Name host, Instant heard) {
    Worker.Id id = new Worker.Id(UUID.randomUUID());
    Worker worker = new Worker(id, host, name, new Slots(Map.of()), Set.of(), heard);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    return id;
  }

  @Test
  void aWorkerThatTakesNoTasksIsNoDisabledOne() throws Exception {
    cluster.worker(new Host.Name("proving"));
    JsonNode listed = run("sealing workers --output json").json().path("workers").get(1);
    assertThat(listed.path("host").asString()).isEqualTo("proving");
    assertThat(listed.path("enabled").asBoolean()).isTrue();
  }

  @Test
  void aDrainIsEndedByItsOwnCommandAndAResumeSaysSo() {
    assertThat(run("sealing drain p1-1").err())
        .contains("p1-1 is given no new task, but those that bring");
    assertThat(database.hosts().drained()).containsExactly(new Host.Name("p1-1"));
    assertThat(run("sealing workers").out()).contains("drained").doesNotContain("disabled");
    assertThat(run("sealing workers --lang zh").out()).contains("排空中").doesNotContain("停用");
    assertThat(run("sealing workers --by host").out()).containsPattern("Drained.*\\n.* yes ");
    JsonNode listed = run("sealing workers --output json").json().at("/workers/0");
    assertThat(listed.path("drained").asBoolean()).isTrue();
    assertThat(listed.path("enabled").asBoolean()).isFalse();

    Ran resumed = run("sealing resume --host p1-1");
    assertThat(resumed.code()).isEqualTo(1);
    assertThat(resumed.err())
        .contains("not paused: all on p1-1; there is nothing to resume")
        .contains("'sealwright sealing drain p1-1 --end'", "Nothing is paused.");
    assertThat(resumed.out()).isEmpty();
    assertThat(database.hosts().drained()).hasSize(1);
    assertThat(run("sealing drain p1-1 --end").err()).contains("p1-1 is given tasks again");
    assertThat(database.hosts().drained()).isEmpty();
    assertThat(run("sealing workers").out()).contains("enabled").doesNotContain("drained");
    Ran again = run("sealing drain p1-1 --end");
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("p1-1 was not drained").doesNotContain("tasks again");
  }

  @Test
  void aDrainedHostsTasksRunOnUnlessTheyAreToBeEnded() {
    WaitingTask task = database.tasks().find(new TaskId(TASK)).orElseThrow().task();
    Lease lease =
        new Lease(new Worker.Id(worker), task.token().next(), NOW.plusSeconds(1_000_000_000));
    database.tasks().assign(new Plan.Assignment(task, lease, Optional.empty()), NOW);
    assertThat(run("sealing drain p1-1").err())
        .contains("Tasks at work on it, which run on: 1", "'sealwright sealing drain p1-1 --stop'");
    assertThat(database.tasks().all()).hasSize(1);
    assertThat(run("sealing drain p1-1 --end --stop").code()).isEqualTo(2);
    assertThat(run("sealing drain p1-1 --stop").err()).contains("Tasks that were ended: 1");
    assertThat(database.sectors().all().getFirst().state().name()).isEqualTo("AddPieceFailed");
  }

  @Test
  void aLotusMinerAbortsAndSaysThatItCannotDrain() {
    List<String> aborted = new ArrayList<>();
    ObjectNode pledged = JsonNodeFactory.instance.objectNode();
    pledged.put("Miner", 1000).put("Number", 7);
    try (ReplayingPeer lotus =
        ReplayingPeer.miner()
            .answer(
                "SealingAbort",
                1,
                params -> {
                  aborted.add(params.getFirst().path("ID").asString());
                  return JsonNodeFactory.instance.nullNode();
                })
            .answer("PledgeSector", 0, params -> pledged.deepCopy())
            .with("WorkerJobs.queued-c2")
            .start()) {
      assertThat(ran(lotus.apiInfo(), "sectors pledge --count 2 --output json").json())
          .hasToString("{\"sectors\":[{\"sector\":7},{\"sector\":7}]}");
      assertThat(ran(lotus.apiInfo(), "sealing abort " + JOB).out()).contains("C2");
      assertThat(aborted).containsExactly(JOB);
      Ran refused = ran(lotus.apiInfo(), "sealing drain p1-1");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("is a lotus-miner").contains("'sealwright sealing pause'");
      Ran stays = ran(lotus.apiInfo(), "sealing workers --remove " + worker);
      assertThat(stays.code()).isEqualTo(2);
      assertThat(stays.err()).contains("a lotus-miner", "'lotus-worker stop'");
    }
  }
}
