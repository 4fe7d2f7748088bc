package io.sealwright.app.cli.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.ReplayingPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A recorded lotus-miner, which takes any command: it gets none that the chain speaks against. */
final class LotusClearingTest {
  private static final String REWARD = "t02";

  private final List<String> told = new ArrayList<>();

  /** At the recorded head the numbers 0 and 1 are used, and both sectors are live in deadline 0. */
  private static ReplayingPeer node() {
    return ReplayingPeer.fullNode()
        .with("ChainHead", "StateGetNetworkParams")
        .withAny(
            "StateNetworkVersion",
            "StateMinerInfo",
            "StateMinerAllocated",
            "StateMinerProvingDeadline",
            "StateMinerSectors",
            "StateSectorExpiration",
            "MpoolPending")
        .answer("ChainGetMessagesInTipset", 1, _ -> JsonNodeFactory.instance.arrayNode())
        .answer("StateMinerPartitions", 3, params -> partitions(params.get(1).asInt()))
        .answer("StateReadState", 2, params -> state(params.getFirst().asString()))
        .start();
  }

  private static JsonNode partitions(int deadline) {
    return parse(
        deadline == 0
            ? """
            [{"AllSectors":[0,2],"FaultySectors":[0],"RecoveringSectors":[0],
              "LiveSectors":[0,2],"ActiveSectors":[0,2]}]
            """
            : "[]");
  }

  private static JsonNode state(String actor) {
    String name = actor.equals(REWARD) ? "ThisEpochRewardSmoothed" : "ThisEpochQAPowerSmoothed";
    return parse(
        """
        {"Balance":"0","Code":{"/":"bafkqaaa"},"State":{"%s":{
          "PositionEstimate":"340282366920938463463374607431768211456000",
          "VelocityEstimate":"0"}}}
        """
            .formatted(name));
  }

  private static JsonNode parse(String json) {
    return JsonMapper.shared().readTree(json);
  }

  private ReplayingPeer miner(String status, String jobs) {
    return minerWith(status, jobs).with("StorageList").start();
  }

  private ReplayingPeer.Builder minerWith(String status, String jobs) {
    return ReplayingPeer.miner()
        .withAny(status, jobs, "StorageStat.local")
        .with("SectorPreCommitPending", "SectorCommitPending", "SectorTerminatePending")
        .answer("SectorRemove", 1, params -> tell("remove", params))
        .answer("SectorTerminate", 1, params -> tell("terminate", params))
        .answer(
            "SectorsUpdate", 2, params -> tell("to " + params.getLast().asString() + ":", params))
        .answer(
            "SealingAbort",
            1,
            params -> {
              told.add("abort " + params.getFirst().path("ID").asString());
              return JsonNodeFactory.instance.nullNode();
            });
  }

  private JsonNode tell(String what, List<JsonNode> params) {
    told.add(what + " " + params.getFirst().asLong());
    return JsonNodeFactory.instance.nullNode();
  }

  private static Ran run(ReplayingPeer miner, ReplayingPeer node, String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--miner-api", miner.apiInfo(), "--full-node-api", node.apiInfo()));
    return Ran.line(words.toArray(String[]::new));
  }

  @Test
  void whatHasNothingOnTheChainIsRemoved() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner =
            miner("SectorsStatus.state-SealPreCommit1Failed", "WorkerJobs.idle")) {
      Ran plan = run(miner, node, "sectors remove 2");
      assertThat(plan.code()).isZero();
      assertThat(plan.out()).contains("it may be removed").contains("SealPreCommit1Failed");
      assertThat(told).isEmpty();
      assertThat(run(miner, node, "sectors remove 2 --apply").code()).isZero();
      assertThat(told).containsExactly("remove 2");
      assertThat(run(miner, node, "sectors terminate 2 --apply").code()).isEqualTo(3);
      assertThat(told).containsExactly("remove 2");
    }
  }

  @Test
  void aLiveSectorIsNotRemovedAndItsFeeIsKnownBeforeItIsTerminated() throws Exception {
    try (ReplayingPeer node = node();
        ReplayingPeer miner = miner("SectorsStatus.state-Proving", "WorkerJobs.idle")) {
      Ran refused = run(miner, node, "sectors remove 0 --apply");
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.out()).contains("live, in partition 0 of deadline 0");
      assertThat(told).isEmpty();
      Ran end = run(miner, node, "sectors terminate 0 --apply --output json");
      assertThat(end.json().at("/plans/0/bill/rule").asString()).isEqualTo("by_pledge");
      assertThat(end.json().at("/plans/0/done/0").asString()).isEqualTo("terminate_miner");
      assertThat(told).containsExactly("terminate 0");
    }
  }

  /** Its index has the files of workers that are connected, and drops those of others. */
  @Test
  void whatALotusMinersIndexLacksIsNotTakenForLost() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner =
            minerWith("SectorsStatus.state-Proving", "WorkerJobs.idle")
                .answer("StorageList", 0, JsonNodeFactory.instance.objectNode())
                .start()) {
      Ran end = run(miner, node, "sectors terminate 0 --apply");
      assertThat(end.code()).isEqualTo(3);
      assertThat(end.out()).contains("1. start the workers of every host, and attach every path");
      assertThat(end.err())
          .contains("its files may lie on a path that is not known")
          .contains("'--gone elsewhere'");
      assertThat(told).isEmpty();
      Ran lost = run(miner, node, "sectors remove 0 --gone elsewhere");
      assertThat(lost.out()).contains("seal it again").doesNotContain("Next step");
      assertThat(lost.err()).contains("see 'sealwright sectors rescue 0' for what can be done");
      assertThat(run(miner, node, "sectors terminate 0 --gone elsewhere --apply").code()).isZero();
      assertThat(told).containsExactly("terminate 0");
    }
  }

  /** The plan says to which of Lotus's states; it takes any, and an operator's guess costs. */
  @Test
  void aFailedSectorThatTheChainHasIsSetBackToWhereThePlanSays() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner = miner("SectorsStatus.state-ComputeProofFailed", "WorkerJobs.idle")) {
      Ran plan = run(miner, node, "sectors reset 0");
      assertThat(plan.code()).isZero();
      assertThat(plan.out()).contains("ComputeProofFailed").contains("Committing");
      assertThat(told).isEmpty();
      assertThat(run(miner, node, "sectors reset 0 --to WaitSeed").code()).isEqualTo(2);
      assertThat(run(miner, node, "sectors reset 0 --to WaitSeed --apply").code()).isEqualTo(2);
      assertThat(told).isEmpty();
      Ran done = run(miner, node, "sectors reset 0 --apply --output json");
      assertThat(done.json().at("/plans/0/done/0").asString()).isEqualTo("set_back Committing");
      assertThat(told).containsExactly("to Committing: 0");
      assertThat(run(miner, node, "sectors reset 0 --to committing --apply").code()).isZero();
      assertThat(told).hasSize(2);
    }
  }

  @Test
  void aSectorThatIsWellIsNotSetBack() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner = miner("SectorsStatus.state-Proving", "WorkerJobs.idle")) {
      assertThat(run(miner, node, "sectors reset 0 --apply").code()).isEqualTo(3);
      assertThat(told).isEmpty();
    }
  }

  /** What is removed already takes no command any more: that is said, and what can do it. */
  @Test
  void aSectorThatWasRemovedTooEarlyIsShownWithWhatElseCanHelp() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner = miner("SectorsStatus.state-Removed", "WorkerJobs.idle")) {
      Ran ways = run(miner, node, "sectors rescue 1");
      assertThat(ways.code()).isZero();
      assertThat(ways.out()).contains("its record is closed, and yet it is proven");
      for (String line : List.of("terminate 1", "terminate 1 --apply", "rescue 1 --by terminate")) {
        Ran end = run(miner, node, "sectors " + line);
        assertThat(end.code()).as(line).isEqualTo(3);
        assertThat(end.err()).as(line).contains("lotus-shed");
      }
      Ran adopted = run(miner, node, "sectors rescue 1 --by adopt");
      assertThat(adopted.code()).isEqualTo(3);
      assertThat(adopted.err()).contains("a lotus-miner's API cannot take files for a sector's");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void aPathThatTheMinerDoesNotHaveIsNotTakenForGone() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner = miner("SectorsStatus.state-Proving", "WorkerJobs.idle")) {
      Ran wrong = run(miner, node, "sectors terminate 0 --gone nosuch --apply");
      assertThat(wrong.code()).isEqualTo(3);
      assertThat(wrong.err()).contains("no path is known as nosuch; known are");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void aStuckJobIsAbortedFirst() {
    try (ReplayingPeer node = node();
        ReplayingPeer miner = miner("SectorsStatus.state-PreCommit1", "WorkerJobs.precommit-1.0")) {
      Ran plan = run(miner, node, "sectors remove 2");
      assertThat(plan.out()).contains("1. give the job up (PC1, 54032239").contains("2. delete");
      Ran stuck = run(miner, node, "sectors remove 2 --apply");
      assertThat(stuck.code()).isEqualTo(1);
      assertThat(told).contains("abort 54032239-a78c-4b53-88ad-09212b43404a");
      assertThat(told).noneMatch(line -> line.startsWith("remove"));
    }
  }
}
