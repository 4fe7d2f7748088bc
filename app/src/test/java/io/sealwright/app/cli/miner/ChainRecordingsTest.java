package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborWriter;
import io.sealwright.protocol.cid.Cid;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Lotus printed of storage, of proving and of the miner at a glance is in what ours prints.
 */
final class ChainRecordingsTest {
  private static final Pattern DEADLINE =
      Pattern.compile("(\\d+) +\\S+ +(\\d+) +(\\d+) \\((\\d+)\\) +(\\d+) *(.*)");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MINE = "29bab9f9-5879-4d7a-9951-5431de3ebc60";
  private static final String GENESIS = "11735ad4-dced-4859-b107-af4bd1a89c00";
  private static final String WORKERS = "9d63eb6c-680a-4253-8843-9cf751121234";

  /** The recorded answers, in which the worker's path does not answer once it is killed. */
  @Test
  void thePathsOfStorageAreThoseThatLotusShows() {
    try (ReplayingPeer miner = storage(true)) {
      Ran ran = run(miner, "storage", "list");
      assertThat(ran.out())
          .contains(GENESIS, MINE, WORKERS, "/data/net/genesis-sectors", "/data/net/miner")
          .contains("http://127.0.0.1:2345/remote")
          .contains("http://127.0.0.1:3456/remote (")
          .contains("read only")
          .contains("seal store");
      JsonNode paths = run(miner, "storage", "list", "--output", "json").json().path("paths");
      assertThat(paths).hasSize(3);
      for (JsonNode path : paths) {
        assertThat(path.path("space").path("capacity").asLong()).isEqualTo(270_553_174_016L);
        assertThat(path.path("sealed").asLong())
            .isEqualTo(
                Map.of(GENESIS, 2L, MINE, 0L, WORKERS, 1L).get(path.path("path").asString()));
      }
      // The same numbers as in the recorded table: "186.9 GiB/252 GiB 74%" is of later.
      assertThat(ran.out()).containsPattern("18\\d\\.\\d GiB/252 GiB 7\\d%");
    }
  }

  @Test
  void aPathThatDoesNotAnswerIsShownWithItsError() {
    String error =
        RecordedOutput.of("lotus-miner.storage-list.worker-killed").lines().getLast().strip();
    try (ReplayingPeer miner = storage(false)) {
      Ran ran = run(miner, "storage", "list");
      assertThat(ran.out()).contains(WORKERS).contains(error);
    }
  }

  @Test
  void aTokenThatIsRefusedMeanwhileIsNoErrorOfAPath() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("StorageLocal")
            .answer("StorageList", 0, NODES.objectNode().set(MINE, NODES.arrayNode()))
            .answer(
                "StorageStat",
                1,
                _ -> {
                  throw new CallFailed(new RpcError(Refused.TOKEN, "unknown signature"));
                })
            .start()) {
      Ran ran = Ran.line("storage", "list", "--miner-api", miner.apiInfo());
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).contains("refuses the token");
    }
  }

  @Test
  void anEmptyPathDividesNothing() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("StorageLocal", "StorageInfo.local")
            .answer("StorageList", 0, NODES.objectNode().set(MINE, NODES.arrayNode()))
            .answer(
                "StorageStat",
                1,
                NODES
                    .objectNode()
                    .put("Capacity", 0)
                    .put("Available", 0)
                    .put("FSAvailable", 0)
                    .put("Reserved", 0)
                    .put("Max", 0)
                    .put("Used", 0))
            .start()) {
      assertThat(run(miner, "storage", "list").out()).contains("0 B/0 B");
    }
  }

  @Test
  void theFilesOfASectorAreFoundWhereLotusFindsThem() {
    RecordedOutput recorded = RecordedOutput.of("lotus-miner.storage-find-2");
    JsonNode copy = Exchange.of("miner", "StorageFindSector.type-2").result().get(0);
    ((ObjectNode) copy).put("ID", MINE).put("CanSeal", true).put("CanStore", true);
    ((ObjectNode) copy)
        .set("URLs", NODES.arrayNode().add("http://127.0.0.1:2345/remote/sealed/s-t01000-2"));
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("StorageLocal")
            .answer(
                "StorageFindSector",
                4,
                params ->
                    List.of(2L, 4L).contains(params.get(1).asLong())
                        ? NODES.arrayNode().add(copy)
                        : NODES.arrayNode())
            .start()) {
      Ran ran = run(miner, "storage", "find", "2");
      assertThat(recorded.lines().getFirst()).isEqualTo("In " + MINE + " (Sealed, Cache)");
      assertThat(ran.out())
          .contains(MINE)
          .contains("sealed, cache")
          .contains("/data/net/miner")
          .contains("http://127.0.0.1:2345/remote/sealed/s-t01000-2");
      assertThat(run(miner, "storage", "find", "2", "--lang", "zh").out())
          .contains("封装文件, 缓存目录")
          .doesNotContain("sealed,");
    }
  }

  @Test
  void filesThatAreNowhereAreSaidToBe() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("StorageLocal")
            .answer("StorageFindSector", 4, NODES.arrayNode())
            .start()) {
      assertThat(RecordedOutput.of("lotus-miner.storage-find-unknown").lines()).isEmpty();
      assertThat(run(miner, "storage", "find", "4444").err())
          .contains("No path has files of sector 4444.");
    }
  }

  /** Only the chain is asked, and the recorded answers are of the same minute. */
  @ParameterizedTest
  @CsvSource({"lotus-miner.proving-info", "lotus-miner.proving-info.recovering"})
  void whereAMinerIsInItsPeriodIsWhatLotusShows(String output) {
    try (ReplayingPeer node = proving(deadline(RecordedOutput.of(output)))) {
      JsonNode ours = chain(node, "proving", "info", "--output", "json").json();
      Map<String, Long> facts = facts(RecordedOutput.of(output));
      assertThat(ours.path("miner").asString()).isEqualTo("t01000");
      assertThat(ours.path("current_epoch").asLong()).isEqualTo(facts.get("Current Epoch"));
      assertThat(ours.path("period_boundary").asLong())
          .isEqualTo(facts.get("Proving Period Boundary"));
      assertThat(ours.path("period_start").asLong()).isEqualTo(facts.get("Proving Period Start"));
      assertThat(ours.path("next_period_start").asLong()).isEqualTo(facts.get("Next Period Start"));
      assertThat(ours.path("faults").asLong()).isEqualTo(facts.get("Faults"));
      assertThat(ours.path("deadline").asLong()).isEqualTo(facts.get("Deadline Index"));
      assertThat(ours.path("deadline_sectors").asLong()).isEqualTo(facts.get("Deadline Sectors"));
      assertThat(ours.path("deadline_open").asLong()).isEqualTo(facts.get("Deadline Open"));
      assertThat(ours.path("deadline_close").asLong()).isEqualTo(facts.get("Deadline Close"));
      assertThat(ours.path("deadline_challenge").asLong())
          .isEqualTo(facts.get("Deadline Challenge"));
      assertThat(ours.path("deadline_fault_cutoff").asLong())
          .isEqualTo(facts.get("Deadline FaultCutoff"));
      // Lotus cuts the percentage of faults to a whole number.
      assertThat((long) ours.path("faults_percent").asDouble()).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @CsvSource({"lotus-miner.proving-deadlines, false", "lotus-miner.proving-deadlines-all, true"})
  void theDeadlinesAreThoseThatLotusShows(String output, boolean all) {
    List<String> lines = RecordedOutput.of(output).lines();
    try (ReplayingPeer node = proving(deadline(RecordedOutput.of("lotus-miner.proving-info")))) {
      List<String> line = new ArrayList<>(List.of("proving", "deadlines", "--output", "json"));
      if (all) {
        line.add("--all");
      }
      JsonNode rows = chain(node, line.toArray(String[]::new)).json().path("deadlines");
      assertThat(rows).hasSize(48);
      for (int i = 0; i < rows.size(); i++) {
        Matcher theirs = DEADLINE.matcher(lines.get(i + 2));
        assertThat(theirs.matches()).as(lines.get(i + 2)).isTrue();
        JsonNode ours = rows.get(i);
        assertThat(ours.path("deadline").asString()).isEqualTo(theirs.group(1));
        assertThat(ours.path("partitions").asString()).isEqualTo(theirs.group(2));
        assertThat(ours.path("sectors").asString()).isEqualTo(theirs.group(3));
        assertThat(ours.path("faults").asString()).isEqualTo(theirs.group(4));
        assertThat(ours.path("proven_partitions").asString()).isEqualTo(theirs.group(5));
        assertThat(ours.path("current").asBoolean()).isEqualTo(theirs.group(6).equals("(current)"));
      }
    }
  }

  /** The partitions are made of the numbers of the recorded table. */
  @Test
  void aMinerWithAFaultIsShownAsLotusShowsIt() {
    List<String> lines = RecordedOutput.of("lotus-miner.proving-deadlines.faulty").lines();
    RecordedOutput info = RecordedOutput.of("lotus-miner.proving-info.faulty");
    assertThat(info.lines()).contains("Faults:      1 (14.00%)");
    try (ReplayingPeer node = faulty(lines.subList(2, lines.size()), deadline(info))) {
      JsonNode rows = chain(node, "proving", "deadlines", "--output", "json").json();
      for (int i = 0; i < 48; i++) {
        Matcher theirs = DEADLINE.matcher(lines.get(i + 2));
        assertThat(theirs.matches()).as(lines.get(i + 2)).isTrue();
        JsonNode ours = rows.path("deadlines").get(i);
        assertThat(ours.path("partitions").asString()).isEqualTo(theirs.group(2));
        assertThat(ours.path("sectors").asString()).isEqualTo(theirs.group(3));
        assertThat(ours.path("faults").asString()).isEqualTo(theirs.group(4));
        assertThat(ours.path("current").asBoolean()).isEqualTo(theirs.group(6).equals("(current)"));
      }
      JsonNode ours = chain(node, "proving", "info", "--output", "json").json();
      assertThat(ours.path("faults").asLong()).isEqualTo(1);
      assertThat((long) ours.path("faults_percent").asDouble()).isEqualTo(14);
      assertThat(ours.path("recovering").asLong()).isEqualTo(facts(info).get("Recovering"));
      assertThat(ours.path("deadline").asLong()).isEqualTo(facts(info).get("Deadline Index"));
      assertThat(ours.path("deadline_sectors").asLong())
          .isEqualTo(facts(info).get("Deadline Sectors"));
    }
  }

  private static ReplayingPeer faulty(List<String> rows, JsonNode deadline) {
    return ReplayingPeer.fullNode()
        .with("ChainHead", "StateMinerDeadlines.later")
        .answer("StateMinerProvingDeadline", 2, deadline)
        .answer("StateMinerPartitions", 3, params -> partitions(rows.get(params.get(1).asInt())))
        .start();
  }

  private static JsonNode partitions(String row) {
    Matcher theirs = DEADLINE.matcher(row);
    assertThat(theirs.matches()).as(row).isTrue();
    ArrayNode partitions = NODES.arrayNode();
    long sectors = Long.parseLong(theirs.group(3));
    if (sectors > 0) {
      ArrayNode all = NODES.arrayNode().add(0).add(sectors);
      long faults = Long.parseLong(theirs.group(4));
      ObjectNode partition = partitions.addObject();
      partition.set("AllSectors", all);
      partition.set("LiveSectors", all);
      partition.set("ActiveSectors", NODES.arrayNode().add(faults).add(sectors - faults));
      partition.set(
          "FaultySectors",
          faults == 0 ? NODES.arrayNode().add(0) : NODES.arrayNode().add(0).add(faults));
      partition.set("RecoveringSectors", NODES.arrayNode().add(0));
    }
    return partitions;
  }

  @Test
  void faultsAreThoseThatLotusShows() {
    assertThat(RecordedOutput.of("lotus-miner.proving-faults.one").lines().getLast().split(" +"))
        .containsExactly("4", "0", "5");
    try (ReplayingPeer node = proving(deadline(RecordedOutput.of("lotus-miner.proving-info")))) {
      assertThat(chain(node, "proving", "faults").lines().getLast().split(" +"))
          .containsExactly("4", "0", "5");
    }
  }

  @Test
  void withoutAMinerNothingSaysWhichIsMeant() {
    try (ReplayingPeer node = proving(deadline(RecordedOutput.of("lotus-miner.proving-info")))) {
      Ran ran = Ran.line("proving", "faults", "--full-node-api", node.apiInfo());
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("give --miner");
    }
  }

  /**
   * Amounts of the recorded table of the moment whose state was recorded, but for rewards since.
   */
  @Test
  void aMinerAtAGlanceHasWhatLotusShows() {
    String lotus = String.join("\n", RecordedOutput.of("lotus-miner.info").lines());
    try (ReplayingPeer miner = glance();
        ReplayingPeer node = chainOfGlance(power("28672"), Map.of())) {
      Ran ran = both(miner, node, "info");
      assertThat(ran.out())
          .contains("t01000 (2 KiB)", "Mining Sealing SectorStorage")
          .contains("28 KiB / 28 KiB (100.0000%)", "10 KiB / 10 KiB (100.0000%)")
          .contains("18 KiB", "2 KiB faulty, 11.11%")
          .contains("20024.16 a week")
          .contains("process:udp-buffer-size")
          .contains("896.582 nFIL", "476.837 nFIL")
          .contains("t0100");
      assertThat(lotus)
          .contains("28 Ki / 28 Ki (100.0000%)", "10 KiB / 10 KiB (100.0000%)")
          .contains("18 KiB", "(2 KiB Faulty, 11.11%)")
          .contains("20024.16/week")
          .contains("896.582 nFIL", "476.837 nFIL");
      JsonNode json = both(miner, node, "info", "--output", "json").json();
      JsonNode money = json.path("balances");
      assertThat(money.path("miner").asString()).isEqualTo("31383829687722387033258");
      assertThat(atto(money, "available"))
          .isEqualTo(
              atto(money, "miner")
                  .minus(atto(money, "vesting"))
                  .minus(atto(money, "precommit_deposits"))
                  .minus(atto(money, "initial_pledge")));
      assertThat(atto(money, "spendable"))
          .isEqualTo(atto(money, "available").plus(atto(money, "worker")));
      assertThat(json.path("expected_wins").path("seconds_between").asLong()).isEqualTo(30);
      assertThat(json.path("expected_wins").path("seconds_for_99_9_percent").asLong())
          .isEqualTo(41);
      assertThat(json.path("sectors").toString())
          .isEqualTo("{\"Proving\":7,\"Committing\":2,\"TerminateFinality\":1,\"Removed\":1}");
      assertThat(json.path("workers").path("sealing").asLong()).isEqualTo(2);
      assertThat(json.path("workers").path("window_post").asLong()).isEqualTo(1);
    }
  }

  /** Other moments of the same miner: what they must have been asked, taken from Lotus's tables. */
  @ParameterizedTest
  @CsvSource({
    "faulty, 26624, 8192, 7, 5, 1",
    "committing, 26624, 8192, 7, 5, 1",
    "sealing, 40960, 4096, 3, 2, 0",
    "compute-proof-failed, 40960, 4096, 2, 2, 0"
  })
  void aMinerAtAnotherGlanceHasWhatLotusShows(
      String moment, long quality, long raw, long live, long active, long faulty) {
    String lotus = String.join("\n", RecordedOutput.of("lotus-miner.info." + moment).lines());
    ObjectNode counts =
        NODES.objectNode().put("Live", live).put("Active", active).put("Faulty", faulty);
    Map<String, Long> states = sectorsOf(lotus);
    ObjectNode summary = NODES.objectNode();
    states.forEach(summary::put);
    try (ReplayingPeer miner =
            glanceBuilder()
                .answer("SectorsSummary", 0, summary)
                .answer("WorkerStats", 0, Exchange.of("miner", "WorkerStats").result())
                .start();
        ReplayingPeer node =
            chainOfGlance(
                power(Long.toString(quality), Long.toString(raw)),
                Map.of("StateMinerSectorCount", counts))) {
      String ours = both(miner, node, "info").out();
      for (String shown :
          List.of(
              "%d Ki / %1$d Ki (100.0000%%)".formatted(quality / 1024),
              "%d KiB / %1$d KiB (100.0000%%)".formatted(raw / 1024),
              "Committed: %d KiB".formatted(2 * live),
              "Proving: %d KiB".formatted(2 * active))) {
        assertThat(lotus).contains(shown);
      }
      assertThat(ours)
          .contains("%d KiB / %1$d KiB (100.0000%%)".formatted(quality / 1024))
          .contains("%d KiB / %1$d KiB (100.0000%%)".formatted(raw / 1024))
          .contains(2 * live + " KiB", 2 * active + " KiB");
      if (faulty > 0) {
        assertThat(lotus).contains("(2 KiB Faulty, 14.29%)");
        assertThat(ours).contains("2 KiB faulty, 14.29%");
      } else {
        assertThat(ours).doesNotContain("faulty");
      }
      assertThat(lotus).contains("Seal(2) WdPoSt(0) WinPoSt(0)");
      assertThat(ours).contains("sealing 2, window proofs 0, winning proofs 0");
      states.forEach((state, count) -> assertThat(ours).contains(state));
      JsonNode json = both(miner, node, "info", "--output", "json").json();
      Map<String, Long> counted = new TreeMap<>();
      json.path("sectors")
          .properties()
          .forEach(each -> counted.put(each.getKey(), each.getValue().asLong()));
      assertThat(counted).isEqualTo(states);
    }
  }

  /** The sectors by state at the end of Lotus's table. */
  private static Map<String, Long> sectorsOf(String table) {
    Map<String, Long> states = new TreeMap<>();
    Matcher row = Pattern.compile("\t(\\w*): (\\d+)(?=\n|$)").matcher(table);
    while (row.find()) {
      if (!row.group(1).equals("Total")) {
        states.put(row.group(1), Long.parseLong(row.group(2)));
      }
    }
    assertThat(states).isNotEmpty();
    return states;
  }

  @Test
  void theStatesAreNotAskedForIfTheyAreHidden() {
    try (ReplayingPeer miner = glance();
        ReplayingPeer node = chainOfGlance(power("28672"), Map.of())) {
      assertThat(both(miner, node, "info", "--hide-sectors").out())
          .doesNotContain("TerminateFinality");
      assertThat(miner.methods()).doesNotContain("SectorsSummary");
    }
  }

  @Test
  void aNetworkWithoutPowerDividesNothing() {
    try (ReplayingPeer miner = glance();
        ReplayingPeer node = chainOfGlance(power("0"), Map.of())) {
      assertThat(both(miner, node, "info").out()).contains("0 B / 0 B (0.0000%)");
    }
  }

  /**
   * As servers of 2022 answer: no start time, no kinds of tasks, a state whose vesting funds are a
   * link, and an identity without the fields that came later.
   */
  @Test
  void aMinerOfTwentyTwentyTwoIsShownAtAGlance() {
    ObjectNode identity = (ObjectNode) Exchange.of("full", "StateMinerInfo").result();
    identity.remove(
        List.of("PendingOwnerAddress", "Beneficiary", "BeneficiaryTerm", "PendingBeneficiaryTerm"));
    ObjectNode stats = (ObjectNode) Exchange.of("miner", "WorkerStats").result();
    stats.values().forEach(worker -> ((ObjectNode) worker).remove(List.of("Tasks", "TaskCounts")));
    try (ReplayingPeer miner =
            glanceBuilder()
                .answer("WorkerStats", 0, stats)
                .answer("StartTime", 0, _ -> missing("StartTime"))
                .start();
        ReplayingPeer node =
            chainOfGlance(
                power("28672"), Map.of("StateMinerInfo", identity, "ChainReadObj", oldState()))) {
      Ran ran = both(miner, node, "info");
      assertThat(ran.out())
          .contains("28 KiB / 28 KiB")
          .contains("7 FIL", "3 FIL")
          .doesNotContain("Started");
    }
  }

  private static JsonNode missing(String method) throws CallFailed {
    throw new CallFailed(RpcError.noSuchMethod(method));
  }

  /** The recorded state with the link of old actors in place of vesting funds. */
  private static JsonNode oldState() {
    var out = new CborWriter();
    var link = Cid.parse("bafy2bzaceachgauvddpkbfsmrtmjb6qisxyultzfz4vjbdqof7taa4jqyqota");
    var amount = AmountCbor.AMOUNT;
    out.array(15);
    out.cid(link);
    amount.write(out, TokenAmount.parse("3"));
    amount.write(out, TokenAmount.parse("7"));
    out.cid(link);
    amount.write(out, TokenAmount.ZERO);
    amount.write(out, TokenAmount.parse("5"));
    for (int i = 0; i < 4; i++) {
      out.cid(link);
    }
    out.signed(658);
    out.unsigned(5);
    out.cid(link);
    out.bytes(ByteString.EMPTY);
    out.bool(true);
    return NODES.stringNode(Base64.getEncoder().encodeToString(out.toBytes()));
  }

  private static TokenAmount atto(JsonNode money, String name) {
    return TokenAmount.ofDecimal(money.path(name).asString());
  }

  private static JsonNode power(String quality) {
    return power(quality, quality.equals("0") ? "0" : "10240");
  }

  private static JsonNode power(String quality, String raw) {
    ObjectNode claim = NODES.objectNode().put("RawBytePower", raw).put("QualityAdjPower", quality);
    ObjectNode power = NODES.objectNode().put("HasMinPower", !quality.equals("0"));
    power.set("MinerPower", claim);
    power.set("TotalPower", claim);
    return power;
  }

  private static ReplayingPeer glance() {
    return glanceBuilder().start();
  }

  private static ReplayingPeer.Builder glanceBuilder() {
    return ReplayingPeer.miner()
        .with(
            "RuntimeSubsystems",
            "StartTime",
            "LogAlerts",
            "SectorsSummary.later",
            "WorkerStats.with-windowpost-worker");
  }

  private static ReplayingPeer chainOfGlance(JsonNode power, Map<String, JsonNode> instead) {
    ReplayingPeer.Builder node =
        ReplayingPeer.fullNode()
            .with("ChainHead", "StateMarketBalance")
            .withAny(
                "StateMinerInfo",
                "StateMinerSectorCount.later",
                "StateMinerProvingDeadline.later",
                "StateGetActor.later",
                "ChainReadObj.miner-state",
                "WalletBalance")
            .answer("StateMinerPower", 2, power);
    instead.forEach(
        (method, answer) -> node.answer(method, method.startsWith("State") ? 2 : 1, answer));
    return node.start();
  }

  private static ReplayingPeer storage(boolean workerAnswers) {
    return ReplayingPeer.miner()
        .with("StorageList", "StorageLocal", "StorageInfo.worker", "StorageInfo.local")
        .answer(
            "StorageStat",
            1,
            params -> {
              if (!workerAnswers && params.getFirst().asString().equals(WORKERS)) {
                throw new CallFailed(
                    "all endpoints failed for remote storage " + WORKERS + ": connection refused");
              }
              return Exchange.of("miner", "StorageStat.local").result();
            })
        .answer(
            "StorageInfo",
            1,
            params ->
                switch (params.getFirst().asString()) {
                  case WORKERS -> Exchange.of("miner", "StorageInfo.worker").result();
                  case MINE -> Exchange.of("miner", "StorageInfo.local").result();
                  default -> readOnly();
                })
        .start();
  }

  private static JsonNode readOnly() {
    return ((ObjectNode) Exchange.of("miner", "StorageInfo.local").result())
        .put("ID", GENESIS)
        .put("Weight", 0)
        .put("CanSeal", false)
        .put("CanStore", false);
  }

  /** A node with the recorded partitions, in the epoch a command was run. */
  private static ReplayingPeer proving(JsonNode deadline) {
    return ReplayingPeer.fullNode()
        .with("ChainHead", "StateMinerDeadlines.later")
        .answer("StateMinerProvingDeadline", 2, deadline)
        .answer(
            "StateMinerPartitions",
            3,
            params ->
                params.get(1).asLong() < 6
                    ? Exchange.of("full", "StateMinerPartitions.later-" + params.get(1).asLong())
                        .result()
                    : NODES.nullNode())
        .start();
  }

  private static JsonNode deadline(RecordedOutput output) {
    ObjectNode deadline =
        (ObjectNode) Exchange.of("full", "StateMinerProvingDeadline.later").result();
    Map<String, Long> facts = facts(output);
    return deadline
        .put("CurrentEpoch", facts.get("Current Epoch"))
        .put("Index", facts.get("Deadline Index"))
        .put("Open", facts.get("Deadline Open"))
        .put("Close", facts.get("Deadline Close"))
        .put("Challenge", facts.get("Deadline Challenge"))
        .put("FaultCutoff", facts.get("Deadline FaultCutoff"));
  }

  private static Map<String, Long> facts(RecordedOutput output) {
    Map<String, Long> facts = new HashMap<>();
    Pattern fact = Pattern.compile("([A-Z][A-Za-z ]+): +(\\d+).*");
    for (String line : output.lines()) {
      Matcher matcher = fact.matcher(line);
      if (matcher.matches()) {
        facts.put(matcher.group(1), Long.parseLong(matcher.group(2)));
      }
    }
    return facts;
  }

  private static Ran chain(ReplayingPeer node, String... line) {
    return ran(line, "--miner", "f01000", "--full-node-api", node.apiInfo());
  }

  private static Ran both(ReplayingPeer miner, ReplayingPeer node, String... line) {
    return ran(line, "--miner-api", miner.apiInfo(), "--full-node-api", node.apiInfo());
  }

  private static Ran run(ReplayingPeer miner, String... line) {
    return ran(line, "--miner-api", miner.apiInfo());
  }

  private static Ran ran(String[] line, String... more) {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of(more));
    Ran ran = Ran.line(all.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }
}
