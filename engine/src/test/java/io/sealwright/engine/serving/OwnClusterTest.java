package io.sealwright.engine.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.storage.attach.Hold;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.SectorRef;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.lotus.cluster.WorkerStats;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our own client learns of our own cluster, and what it can have done. */
final class OwnClusterTest {
  private static final PathMethods PATHS = new PathMethods();
  private static final MinerApi API = MinerApi.of(NetworkLetter.TESTNET);

  private Cluster cluster;
  private RpcClient client;

  @BeforeEach
  void serve() throws Exception {
    cluster = new Cluster(Optional.empty());
    client =
        RpcClient.of(
            ApiAddress.parseAll(cluster.server.apiInfo()),
            ApiAddress.Generation.V0,
            RpcClient.Transport.HTTP,
            ClientSettings.DEFAULTS,
            Thread::sleep);
  }

  @AfterEach
  void stop() {
    client.close();
    cluster.close();
  }

  private <R> R ask(Ask<R> question) throws RpcException, InterruptedException {
    return client.call(question);
  }

  private WorkerStats stats() throws RpcException, InterruptedException {
    return Objects.requireNonNull(ask(API.sealing().workerStats().ask()).get(Cluster.WORKER.id()));
  }

  @Test
  void aTaskOnAWorkerIsAJobAndOneThatWaitsIsARequest() throws Exception {
    Map<UUID, List<WorkerJob>> jobs = ask(API.sealing().workerJobs().ask());
    assertThat(jobs).containsOnlyKeys(Cluster.WORKER.id());
    WorkerJob job = jobs.getOrDefault(Cluster.WORKER.id(), List.of()).getFirst();
    assertThat(job.call()).isEqualTo(new CallId(Cluster.sector(7), Cluster.RUNNING));
    assertThat(job.task()).isEqualTo("seal/v0/commit/2");
    assertThat(job.runWait()).isZero();

    assertThat(ask(API.sealing().schedDiag().ask(false)).queue().requests().orElseThrow())
        .singleElement()
        .matches(request -> request.id().equals(Optional.of(Cluster.WAITING)))
        .matches(request -> request.task().equals("seal/v0/precommit/1"));

    WorkerStats stats = stats();
    assertThat(stats.enabled()).isTrue();
    assertThat(stats.machine().hostname()).isEqualTo(Cluster.PROVER.name());
    assertThat(stats.taskCounts().orElseThrow()).isEqualTo(Map.of("5:seal/v0/commit/2", 1L));
  }

  @Test
  void filesLieWhereTheLifeOfASectorSays() throws Exception {
    Map<String, List<DeclaredFiles>> list = ask(API.storage().list().ask());
    assertThat(list.get(Specimens.STORE.path())).contains(new DeclaredFiles(Cluster.sector(10), 6));
    assertThat(list.get(Specimens.HOST.path()))
        .contains(new DeclaredFiles(Cluster.sector(3), 6))
        .noneMatch(files -> files.sector().equals(Cluster.sector(11)));
    assertThat(ask(API.storage().findSector().ask(Cluster.sector(10), 2L, 0L, false)))
        .singleElement()
        .matches(copy -> copy.path().equals(Specimens.STORE.path()))
        .matches(copy -> copy.urls().orElseThrow().getFirst().endsWith("/sealed/s-t01000-10"));
  }

  @Test
  void aPathThatStaysSaysForWhichSectorsInALineThatCanBeRead() {
    String folder = "/mnt/" + Specimens.HOST.path().charAt(0);
    assertThatThrownBy(() -> ask(API.storage().detachLocal().ask(folder)))
        .hasMessageEndingWith(
            " stays: files that lie nowhere else, of f01000/1, f01000/2, f01000/3 and 2 more");
  }

  @Test
  void aPathStaysOnTheHostThatProvesItsWindowsThoughAnotherHostHasIt() throws Exception {
    cluster.mount(new Host.Name("store-2"), Specimens.STORE);
    String path = Specimens.STORE.path();
    assertThat(ask(PATHS.holds().ask(Cluster.PROVER.name(), path)))
        .contains(new Hold(Hold.Kind.PROVEN, Optional.of(Cluster.sector(10))))
        .allMatch(hold -> hold.kind() == Hold.Kind.PROVEN && hold.kind().isLiftedByReason());
    assertThat(ask(PATHS.holds().ask("store-2", path))).isEmpty();
    assertThatThrownBy(() -> ask(PATHS.detach().ask(Cluster.PROVER.name(), path, "", "ann")))
        .hasMessageContaining("files whose windows this host proves, of f01000/");
  }

  @Test
  void aCheckTellsWhySectorsCannotBeProvenAndIsOfThisMinersAlone() throws Exception {
    List<SectorRef> asked = List.of(new SectorRef(Cluster.sector(10), 5));
    assertThat(ask(API.proving().checkProvable().ask(10L, asked)))
        .isEqualTo(Map.of(new SectorNumber(10), Cluster.NOTHING_READ));
    SectorRef others = new SectorRef(new SectorId(new MinerId(1001), new SectorNumber(10)), 5);
    assertThatThrownBy(() -> ask(API.proving().checkProvable().ask(10L, List.of(others))))
        .hasMessageContaining("no sector of f01000");
    assertThatThrownBy(() ->
            ask(
                API.proving()
                    .checkProvable()
                    .ask(10L, Collections.nCopies(10_001, asked.getFirst()))))
        .hasMessageContaining("at most 10000");
  }

  @Test
  void anAbortedJobHasFailedItsStep() throws Exception {
    CallId other = new CallId(Cluster.sector(3), Cluster.RUNNING);
    assertThatThrownBy(() -> ask(API.sealing().abort().ask(other)))
        .hasMessageContaining("there is no job");
    ask(API.sealing().abort().ask(new CallId(Cluster.sector(7), Cluster.RUNNING)));

    assertThat(ask(API.sealing().workerJobs().ask())).isEmpty();
    var status = ask(API.sectors().status().ask(Cluster.sector(7).number(), false));
    assertThat(status.state()).isEqualTo("ComputeProofFailed");
    assertThat(status.log().getLast().trace()).isEqualTo("aborted by an operator");
  }

  /** As {@code lotus-miner sectors update-state} asks: no state is forced. */
  @Test
  void aStateThatLotusWouldForceIsWhereAFailedSectorGoesOn() {
    SectorNumber failed = new SectorNumber(4);
    assertThatThrownBy(() -> ask(API.sectors().update().ask(failed, "Committing")))
        .hasMessageContaining("f01000/4 goes on from COMMIT_1 elsewhere");
    assertThatThrownBy(() -> ask(API.sectors().update().ask(failed, "precommitwait")))
        .hasMessageContaining("f01000/4 goes on from PRE_COMMIT_WAIT elsewhere");
    assertThatThrownBy(() -> ask(API.sectors().update().ask(failed, "Proving")))
        .hasMessageContaining("no sector is put into \"Proving\"")
        .hasMessageContaining("one of Packing, GetTicket, PreCommit1,")
        .hasMessageEndingWith("Terminating, TerminateWait, Removing, FaultReported");
    assertThat(cluster.log.lines())
        .contains("API from 127.0.0.1 reset sector 4 to Committing: refused");
  }

  @Test
  void whatWaitsForOthersIsSentAtOnceWhenWanted() throws Exception {
    assertThat(ask(API.sectors().commitFlush().ask())).isEmpty();
    cluster.waiting.add(new SectorNumber(8));
    assertThat(ask(API.sectors().preCommitFlush().ask())).isEmpty();
    assertThat(ask(API.sectors().commitFlush().ask()))
        .singleElement()
        .matches(batch -> batch.sectors().equals(List.of(new SectorNumber(8))))
        .matches(batch -> batch.error().isEmpty() && batch.message().isEmpty());
    assertThat(cluster.log.lines())
        .contains(
            "API from 127.0.0.1 flush pre-commits: done", "API from 127.0.0.1 flush proofs: done");
  }

  @Test
  void whatIsDoneToTheProcessIsWrittenDown() throws Exception {
    ask(API.common().logSetLevel().ask("wdpost", "DEBUG"));
    assertThatThrownBy(() -> ask(API.common().logSetLevel().ask("nobody", "DEBUG")))
        .hasMessageContaining("no such logger: nobody");
    ask(API.common().shutdown().ask());
    assertThat(cluster.log.lines())
        .containsExactly(
            "API from 127.0.0.1 log set-level wdpost to DEBUG: done",
            "API from 127.0.0.1 log set-level nobody to DEBUG: refused",
            "API from 127.0.0.1 shutdown : done");
  }

  @Test
  void aProofThatIsToBeSentAgainIsListedAmongThoseThatWait() throws Exception {
    SectorId again = Cluster.sector(10);
    assertThat(ask(API.sectors().commitPending().ask())).doesNotContain(again);
    cluster
        .database
        .sectors()
        .append(
            again, new SectorEvent.Retry(RestartPoint.COMMIT, Reason.MESSAGE_LOST), Cluster.NOW);
    assertThat(ask(API.sectors().status().ask(again.number(), false)).state())
        .isEqualTo("SubmitCommitAggregate");
    assertThat(ask(API.sectors().commitPending().ask())).contains(again);
  }

  @Test
  void withoutAFullNodeTheChainIsNotMadeUp() {
    assertThatThrownBy(() -> ask(API.numbers().assignerMeta().ask()))
        .hasMessageContaining("no full node");
    assertThatThrownBy(() -> ask(API.sectors().status().ask(Cluster.sector(10).number(), true)))
        .hasMessageContaining("no full node");
  }

  @Test
  void whatIsPausedStartsNothingAndSaysSo() throws Exception {
    OperatorMethods own = new OperatorMethods();
    Pause pause =
        new Pause(new Pause.Scope.OnWorker(Cluster.PROVER, "c2-1"), Optional.of(TaskType.C2));
    assertThatThrownBy(() -> ask(own.pause().ask(onHost("nowhere"), "ann")))
        .hasMessageContaining("there is no host nowhere");
    assertThat(ask(own.pause().ask(pause, "ann"))).isTrue();
    assertThat(ask(own.pause().ask(pause, "ann"))).isFalse();
    assertThat(ask(own.pauses().ask())).containsExactly(pause);
    cluster.want(TaskType.C2, 4, UUID.randomUUID());

    assertThat(ask(own.waiting().ask()))
        .filteredOn(wait -> wait.task().equals("C2"))
        .singleElement()
        .satisfies(wait ->
            assertThat(wait.workers().getFirst().reasons())
                .extracting(WaitReason::kind)
                .contains("paused_on_worker", "no_slot"));
    assertThat(stats().enabled()).isFalse();
    assertThat(ask(own.resume().ask(pause, "bob"))).isTrue();
    assertThat(ask(own.resume().ask(pause, "bob"))).isFalse();
    assertThatThrownBy(() -> ask(own.resume().ask(onHost("nowhere"), "bob")))
        .hasMessageContaining("there is no host nowhere");
    assertThat(cluster.log.lines())
        .containsExactly(
            "ann pause all on nowhere: refused",
            "ann pause C2 on c2-1 of " + Cluster.PROVER + ": done",
            "ann pause C2 on c2-1 of " + Cluster.PROVER + ": done",
            "bob resume C2 on c2-1 of " + Cluster.PROVER + ": done",
            "bob resume C2 on c2-1 of " + Cluster.PROVER + ": done",
            "bob resume all on nowhere: refused");
  }

  private static Pause onHost(String name) {
    return new Pause(new Pause.Scope.OnHost(new Host.Name(name)), Optional.empty());
  }

  @Test
  void aDrainedHostNamesTheSectorsThatNoOtherHostSees() throws Exception {
    OperatorMethods own = new OperatorMethods();
    Host.Name other = new Host.Name("store-2");
    cluster.mount(other, Specimens.STORE);
    List<AtRisk> risks = ask(own.drain().ask(Cluster.PROVER.name(), true, "ann"));

    assertThat(risks).extracting(AtRisk::path).containsOnly(Specimens.HOST.path());
    assertThat(risks)
        .extracting(risk -> risk.sector().number())
        .contains(3L, 7L)
        .doesNotContain(10L, 11L);
    assertThat(risks).extracting(AtRisk::due).as("no chain").containsOnly(Due.Kind.UNKNOWN);
    assertThat(cluster.database.hosts().drained()).containsExactly(Cluster.PROVER);
    assertThat(ask(own.drain().ask(Cluster.PROVER.name(), false, "ann"))).isEmpty();
    assertThat(cluster.database.hosts().drained()).isEmpty();
  }

  @Test
  void aTaskOfASectorThatIsPastItIsForgottenAlone() throws Exception {
    UUID id = UUID.fromString("6a5b1dbe-30d2-4bb8-8b1f-2b9d0c5b4a10");
    cluster.want(TaskType.C2, 5, id);
    String state = ask(API.sectors().status().ask(Cluster.sector(5).number(), false)).state();
    ask(API.sealing().removeRequest().ask(id));
    assertThat(cluster.database.tasks().find(new TaskId(id))).isEmpty();
    assertThat(ask(API.sectors().status().ask(Cluster.sector(5).number(), false)).state())
        .isEqualTo(state)
        .isEqualTo("Proving");
  }

  @Test
  void aWithheldProofIsMarkedOnItsSector() throws Exception {
    assertThat(ask(new OperatorMethods().withheld().ask())).isEmpty();
    SectorId sector =
        cluster
            .database
            .sectors()
            .pledge(
                new Pledge(Cluster.MINER, Specimens.PLEDGED.proof(), new EpochSpan(1_555_200)),
                new SectorNumber(0),
                Cluster.NOW);
    ByteString words = ByteString.of(SectorProof.WITHHELD_WORDS.getBytes(US_ASCII));
    for (SectorEvent event : Specimens.events().subList(0, 13)) {
      SectorEvent own =
          event instanceof SectorEvent.ProofMade
              ? new SectorEvent.ProofMade(new SectorProof.Withheld(words))
              : event;
      cluster.database.sectors().append(sector, own, Cluster.NOW);
    }
    assertThat(ask(new OperatorMethods().withheld().ask())).containsExactly(sector.number());
    SectorStatus status = ask(API.sectors().status().ask(sector.number(), false));
    assertThat(status.state()).isEqualTo("Proving");
    assertThat(status.proof()).isEqualTo(words);
    assertThat(status.log())
        .extracting(SectorStatus.LogEntry::trace)
        .contains("the proof is withheld: no network takes it");
  }
}
