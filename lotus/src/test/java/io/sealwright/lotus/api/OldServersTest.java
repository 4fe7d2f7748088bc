package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.cluster.StoragePath.Limits;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Answers of servers of v1.13, which lack what is newer, are read. */
final class OldServersTest {
  private static final FullApi FULL = FullApi.of(NetworkLetter.MAINNET);
  private static final MinerApi MINER = MinerApi.of(NetworkLetter.MAINNET);

  @Test
  void aMinerWithoutBeneficiaryPaysItsOwner() throws UnexpectedJson {
    var miner =
        read(
            FULL.miner().identity().result(),
            """
            {"Owner":"f01001","Worker":"f01002","NewWorker":"<empty>","ControlAddresses":["f01003"],
             "WorkerChangeEpoch":-1,
             "PeerId":"12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf",
             "Multiaddrs":["BAoAAAUGCSo="],"WindowPoStProofType":8,"SectorSize":34359738368,
             "WindowPoStPartitionSectors":2349,"ConsensusFaultElapsed":-1}
            """);

    assertThat(miner.beneficiary()).isEqualTo(Address.parse("f01001"));
    assertThat(miner.term().quota()).isEqualTo(TokenAmount.ZERO);
    assertThat(miner.workerChange()).isEmpty();
    assertThat(miner.controls()).containsExactly(Address.parse("f01003"));
  }

  @Test
  void aSectorHasDealsAndNoDailyFee() throws UnexpectedJson {
    var sectors =
        read(
            FULL.miner().sectors().result(),
            """
            [{"SectorNumber":9,"SealProof":8,"SealedCID":{"/":
              "bagboea4b5abcbmvmmvwiq55tk2dk4qmq5msqnov4j6ky2hulmtaksatrny6jonbl"},
              "DealIDs":[5,6],"Activation":100,"Expiration":1555200,"DealWeight":"0",
              "VerifiedDealWeight":"0","InitialPledge":"1","ExpectedDayReward":"2",
              "ExpectedStoragePledge":"3"},
             {"SectorNumber":10,"SealProof":8,"SealedCID":{"/":
              "bagboea4b5abcbmvmmvwiq55tk2dk4qmq5msqnov4j6ky2hulmtaksatrny6jonbl"},
              "DealIDs":null,"Activation":100,"Expiration":1555200,"DealWeight":"0",
              "VerifiedDealWeight":"0","InitialPledge":"1","ExpectedDayReward":"2",
              "ExpectedStoragePledge":"3"}]
            """);

    assertThat(sectors.getFirst().deals()).containsExactly(5L, 6L);
    assertThat(sectors.getFirst().dailyFee()).isEqualTo(TokenAmount.ZERO);
    assertThat(sectors.getLast().deals()).isEmpty();
    assertThat(sectors.getLast().powerBase()).isEqualTo(new Epoch(0));
  }

  @Test
  void aPreCommitDoesNotSayItsData() throws UnexpectedJson {
    var preCommit =
        read(
            FULL.v0().sectorPreCommitInfo().result(),
            """
            {"Info":{"SealProof":8,"SectorNumber":9,"SealedCID":{"/":
              "bagboea4b5abcbmvmmvwiq55tk2dk4qmq5msqnov4j6ky2hulmtaksatrny6jonbl"},
              "SealRandEpoch":1100,"DealIDs":null,"Expiration":1555200,"ReplaceCapacity":false,
              "ReplaceSectorDeadline":0,"ReplaceSectorPartition":0,"ReplaceSectorNumber":0},
             "PreCommitDeposit":"7","PreCommitEpoch":2050,"DealWeight":"0",
             "VerifiedDealWeight":"0"}
            """);

    assertThat(preCommit.sector().data()).isEmpty();
    assertThat(preCommit.landed()).isEqualTo(new Epoch(2050));
  }

  @Test
  void actorsReceiptsAndDeadlinesAreShorter() throws UnexpectedJson {
    var actor =
        read(
            FULL.state().getActor().result(),
            """
            {"Code":{"/":"bafk2bzacedhvcxgdz2w75izwa5s5dwvsrxsnzkjcbpbresziyrrjrsvjzwvxe"},
             "Head":{"/":"bafy2bzaceb2n4xtj4cx7snxosxehb5dhyhbr5snzdvkahtwtzh25nx77obpk2"},
             "Nonce":42,"Balance":"5"}
            """);
    var receipt = read(ChainJson.RECEIPT, "{\"ExitCode\":0,\"Return\":null,\"GasUsed\":12}");
    var deadlines =
        read(
            FULL.miner().deadlines().result(),
            "[{\"PostSubmissions\":[0],\"DisputableProofCount\":0}]");

    assertThat(actor.nonce()).isEqualTo(42);
    assertThat(receipt.events()).isEmpty();
    assertThat(deadlines.getFirst().dailyFee()).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void aWorkerNamesNoTasks() throws UnexpectedJson {
    var workers =
        read(
            MINER.sealing().workerStats().result(),
            """
            {"ef8d99a2-6865-4189-8ffa-9fef0f806eee":{
              "Info":{"Hostname":"f01000-p1-10-0-0-9","IgnoreResources":false,"Resources":{
                "MemPhysical":1082331758592,"MemUsed":68719476736,"MemSwap":0,"MemSwapUsed":0,
                "CPUs":128,"GPUs":["GeForce RTX 3090"],"Resources":{"seal/v0/precommit/1":{"8":{
                  "MinMemory":60129542144,"MaxMemory":68719476736,"GPUUtilization":0,
                  "MaxParallelism":1,"MaxParallelismGPU":0,"BaseMinMemory":10485760}}}}},
              "Enabled":true,"MemUsedMin":60129542144,"MemUsedMax":68719476736,"GpuUsed":0,
              "CpuUse":1}}
            """);

    UUID id = UUID.fromString("ef8d99a2-6865-4189-8ffa-9fef0f806eee");
    var worker = Objects.requireNonNull(workers.get(id));
    assertThat(worker.tasks()).isEmpty();
    assertThat(worker.taskCounts()).isEmpty();
    var needs = worker.machine().resources().tasks().orElseThrow().get("seal/v0/precommit/1");
    var need = Objects.requireNonNull(Objects.requireNonNull(needs).get(8L));
    assertThat(need.maxConcurrent()).isZero();
  }

  @Test
  void aRequestInTheQueueHasNoName() throws UnexpectedJson {
    var state =
        read(
            MINER.sealing().schedDiag().result(),
            """
            {"SchedInfo":{"Requests":[{"Sector":{"Miner":1000,"Number":7},
               "TaskType":"seal/v0/precommit/1","Priority":1024}],
               "OpenWindows":["ef8d99a2-6865-4189-8ffa-9fef0f806eee"]},
             "ReturnedWork":null,"Waiting":null,"CallToWork":{},"EarlyRet":null}
            """);

    assertThat(state.queue().requests().orElseThrow().getFirst().id()).isEmpty();
  }

  @Test
  void storagePathsKnowNoLimits() throws UnexpectedJson {
    var path =
        read(
            MINER.storage().path().result(),
            """
            {"ID":"76f1988b-99e8-41cb-ac53-8f8f1d7a3b3a","URLs":["http://10.0.0.5:2345/remote"],
             "Weight":10,"MaxStorage":0,"CanSeal":false,"CanStore":true,"Groups":null,
             "AllowTo":null}
            """);
    var copies =
        read(
            MINER.storage().findSector().result(),
            """
            [{"ID":"76f1988b-99e8-41cb-ac53-8f8f1d7a3b3a",
              "URLs":["http://10.0.0.5:2345/remote/sealed/s-t01000-1"],"Weight":10,
              "CanSeal":false,"CanStore":true,"Primary":true}]
            """);

    assertThat(path.limits()).isEqualTo(Limits.none());
    assertThat(copies.getFirst().baseUrls()).isEmpty();
    assertThat(copies.getFirst().limits()).isEqualTo(Limits.none());
  }

  @Test
  void aStatusDoesNotSpeakOfUpgrades() throws UnexpectedJson {
    var status =
        read(
            MINER.sectors().status().result(),
            """
            {"SectorID":9,"State":"Proving","CommD":null,"CommR":null,"Proof":null,"Deals":[0],
             "Pieces":null,"Ticket":{"Value":null,"Epoch":1100},"Seed":{"Value":null,"Epoch":0},
             "PreCommitMsg":null,"CommitMsg":null,"Retries":0,"ToUpgrade":false,"LastErr":"",
             "Log":null,"SealProof":8,"Activation":0,"Expiration":0,"DealWeight":"0",
             "VerifiedDealWeight":"0","InitialPledge":"0","OnTime":0,"Early":0}
            """);

    assertThat(status.replicaUpdateMessage()).isEmpty();
    assertThat(status.deals()).isEqualTo(List.of(0L));
  }

  private static <T> T read(JsonForm<T> form, String json) throws UnexpectedJson {
    return form.decode(RpcJson.parse(json));
  }
}
