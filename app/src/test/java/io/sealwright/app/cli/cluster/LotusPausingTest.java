package io.sealwright.app.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.ServedCluster;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.client.ApiAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lotus-miner with three workers: one that seals and has a storage path, its own, and one that
 * proves windows. Only the first has an API that is known.
 */
final class LotusPausingTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SEALING = "c2de9ec3-d5a6-4003-b579-3b586fd62419";
  private static final String PC1 = "seal/v0/precommit/1";

  private final Set<String> taken =
      new TreeSet<>(Set.of("seal/v0/addpiece", PC1, "seal/v0/precommit/2", "seal/v0/fetch"));
  private final List<String> told = new ArrayList<>();
  private boolean enabled = true;
  private ReplayingPeer worker;
  private ReplayingPeer miner;

  @BeforeEach
  void serve() {
    worker =
        ReplayingPeer.worker()
            .answer("ProcessSession", 0, NODES.stringNode(SEALING))
            .answer("Enabled", 0, _ -> NODES.booleanNode(enabled))
            .answer("TaskTypes", 0, _ -> types())
            .answer("SetEnabled", 1, params -> tell("enabled", params.getFirst()))
            .answer("TaskDisable", 1, params -> tell("without", params.getFirst()))
            .answer("TaskEnable", 1, params -> tell("with", params.getFirst()))
            .start();
    ObjectNode paths = NODES.objectNode();
    paths.putArray("11735ad4-dced-4859-b107-af4bd1a89c00");
    paths.putArray("9d63eb6c-680a-4253-8843-9cf751121234");
    miner =
        ReplayingPeer.miner()
            .withAny("WorkerStats.with-windowpost-worker")
            .answer("StorageList", 0, paths)
            .answer("StorageInfo", 1, params -> path(params.getFirst().asString()))
            .start();
  }

  @AfterEach
  void stop() {
    miner.close();
    worker.close();
  }

  private JsonNode types() {
    ObjectNode types = NODES.objectNode();
    taken.forEach(types::putObject);
    return types;
  }

  private JsonNode tell(String what, JsonNode value) {
    told.add(what + " " + value.asString());
    switch (what) {
      case "enabled" -> enabled = value.booleanValue();
      case "without" -> taken.remove(value.asString());
      default -> taken.add(value.asString());
    }
    return NODES.nullNode();
  }

  /** The first path is the miner's own, the second the worker's. */
  private JsonNode path(String id) {
    ReplayingPeer at = id.startsWith("1") ? miner : worker;
    ObjectNode path = NODES.objectNode();
    path.put("ID", id);
    path.putArray("URLs").add("http://127.0.0.1:" + at.address().split("/")[4] + "/remote");
    path.put("Weight", 10).put("MaxStorage", 0).put("CanSeal", true).put("CanStore", false);
    path.putNull("Groups").putNull("AllowTo");
    return path;
  }

  private Ran run(String line) {
    return ServedCluster.ran(miner.apiInfo(), line.split(" "));
  }

  @Test
  void aTypeIsTakenFromTheWorkersThatHaveItAndGivenBackToOne() throws Exception {
    Ran paused = run("sealing pause --type p1 --output json");
    assertThat(paused.code()).isZero();
    assertThat(told).containsExactly("without " + PC1);
    assertThat(paused.json().path("pauses").values()).hasSize(1);
    assertThat(paused.json().at("/pauses/0/task").asString()).isEqualTo("PC1");
    assertThat(paused.json().at("/pauses/0/host").asString()).isEqualTo("seal-worker-1");
    assertThat(paused.json().at("/pauses/0/worker").asString()).isEqualTo(SEALING);
    assertThat(paused.err()).contains("restarted");

    assertThat(run("sealing resume --type p1 --worker seal-worker-1").code()).isZero();
    assertThat(taken).contains(PC1);
  }

  /** The miner's own worker has no API, and the one that proves windows is left alone. */
  @Test
  void aWorkerIsSwitchedOffAsAWholeAndWhatCouldNotBeReachedIsNamed() throws Exception {
    Ran paused = run("sealing pause --all --output json");
    assertThat(told).containsExactly("enabled false");
    assertThat(paused.json().at("/pauses/0/task").asString()).isEqualTo("all");
    assertThat(paused.code()).isEqualTo(1);
    assertThat(paused.err())
        .contains("miner-host")
        .contains("'lotus-worker set --enabled=false'")
        .doesNotContain("wdpost-worker-1");

    assertThat(run("sealing resume --host seal-worker-1").err()).contains("Nothing is paused");
    assertThat(enabled).isTrue();
  }

  @Test
  void nothingIsBegunWhereAWorkerThatIsMeantCannotBeReached() {
    Ran refused = run("sealing pause --worker miner-host --type fin");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("miner-host", "no storage path");
    assertThat(run("sealing pause --host nowhere").err()).contains("there is no host nowhere");
    assertThat(run("sealing pause --worker nobody").code()).isEqualTo(2);
    assertThat(run("sealing pause --host wdpost-worker-1").err()).contains("windows");
    assertThat(told).isEmpty();
  }

  /** A worker does not say which types it was started for, and would take any. */
  @Test
  void aTypeIsGivenBackToNobodyWhoWasNotNamed() {
    Ran refused = run("sealing resume --type p1,p2");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("name one with --worker");
    assertThat(told).isEmpty();
  }

  @Test
  void anotherProcessAtTheAddressOfAPathIsToldNothing() {
    worker.close();
    worker =
        ReplayingPeer.worker()
            .answer("ProcessSession", 0, NODES.stringNode("35d47080-bb56-457e-9b72-cbec154443ec"))
            .start();
    assertThat(run("sealing pause --worker seal-worker-1").code()).isEqualTo(3);
    assertThat(worker.methods()).containsOnly("ProcessSession");
  }

  /** A path's URL on the worker's own machine is on this one something else. */
  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.9:3456/remote, http://10.0.0.5:2345, http://10.0.0.9:3456",
    "https://seal-1:3456/remote/, http://10.0.0.5:2345, https://seal-1:3456",
    "http://127.0.0.1:3456/remote, http://127.0.0.1:2345, http://127.0.0.1:3456",
    "http://127.0.0.1:3456/remote, http://10.0.0.5:2345, ''",
    "http://localhost:3456/remote, http://10.0.0.5:2345, ''",
    "http://[::1]:3456/remote, http://10.0.0.5:2345, ''",
    "file://seal-1/mnt/data, http://10.0.0.5:2345, ''",
    "http://10.0.0.9:3456/elsewhere, http://10.0.0.5:2345, ''"
  })
  void aWorkerIsWhereItServesItsFiles(String url, String minerAt, String expected) {
    assertThat(
            LotusWorkers.api(url, ApiAddress.parse("token:" + minerAt))
                .map(ApiAddress::toString)
                .orElse(""))
        .isEqualTo(expected);
  }
}
