package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.RecordedOutput;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code lotus-miner sectors …} printed in each recorded situation. Of most situations the
 * list was recorded and the answers of single sectors were not: those are made of a recorded answer
 * with the values of the list, so that what is compared is that each of them is shown, and where.
 */
final class SectorRecordingsTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern ROW =
      Pattern.compile(
          "(\\d+) +(\\S+) +(YES|NO) +(YES|NO) +(?:(n/a|\\d+)(?: \\(.*?\\))? +)?(.*?)CC *");
  private static final Pattern FLAG =
      Pattern.compile("(Unproven|Live|Active|Faulty|Recovering):\\s+(yes|no)");
  private static final Pattern TIMEOUT = Pattern.compile(" +RecoveryTimeout: (\\d+) .*");

  /** A row of the list of Lotus. */
  private record Row(
      long number, String state, boolean onChain, boolean active, long expiration, long early) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".blank-record",
        ".committing",
        ".compute-proof-failed",
        ".faulty",
        ".sealing",
        ".show-removed",
        ".terminate-wait",
        ".terminating",
        ".worker-restarted",
        "-fast",
        "-states",
      })
  void everyRowOfLotusIsThere(String situation) {
    List<Row> rows = rows(RecordedOutput.of("lotus-miner.sectors-list" + situation));
    try (ReplayingPeer miner = miner(rows);
        ReplayingPeer node = node(rows)) {
      List<String> options = new ArrayList<>();
      if (situation.equals("-fast")) {
        options.add("--fast");
      } else if (situation.equals("-states")) {
        options.addAll(List.of("--states", "Proving"));
      } else if (situation.equals(".show-removed")) {
        options.add("--show-removed");
      }
      JsonNode sectors = list(miner, node, options).path("sectors");
      assertThat(sectors).hasSameSizeAs(rows);
      for (int i = 0; i < rows.size(); i++) {
        compare(
            sectors.get(i), rows.get(i), i > 0 && rows.get(i - 1).number() == rows.get(i).number());
      }
    }
  }

  private static void compare(JsonNode sector, Row row, boolean double0) {
    assertThat(sector.path("sector").asLong()).isEqualTo(row.number());
    assertThat(sector.path("record").asString()).isEqualTo(double0 ? "blank" : "sector");
    if (double0) {
      assertThat(sector.path("state").isNull()).isTrue();
      return;
    }
    assertThat(sector.path("state").asString()).isEqualTo(row.state());
    assertThat(sector.path("on_chain").asBoolean()).isEqualTo(row.onChain());
    assertThat(sector.path("active").asBoolean()).isEqualTo(row.active());
    assertThat(sector.path("expiration").asLong(0)).isEqualTo(row.expiration());
    assertThat(sector.path("recovery_timeout").asLong(0)).isEqualTo(row.early());
    assertThat(sector.path("deals").asInt()).isZero();
  }

  /** The recorded answers of sector 10, with what the list showed of it. */
  @Test
  void sealTimeAndEventsAreThoseOfLotus() {
    String line = RecordedOutput.of("lotus-miner.sectors-list-seal-time-events").lines().getLast();
    assertThat(line).contains("4m20s").contains(" 12 ");
    try (ReplayingPeer miner =
            ReplayingPeer.miner()
                .answer("SectorsList", 0, NODES.arrayNode().add(10))
                .with("SectorsStatus.state-Proving.on-chain")
                .start();
        ReplayingPeer node = node(List.of(new Row(10, "Proving", true, true, 1_550_335, 0)))) {
      JsonNode sector =
          list(miner, node, List.of("--seal-time", "--events", "--initial-pledge"))
              .path("sectors")
              .get(0);
      assertThat(sector.path("seal_time_seconds").asLong()).isEqualTo(4 * 60 + 20);
      assertThat(sector.path("events").asLong()).isEqualTo(12);
      assertThat(sector.path("expiration").asLong()).isEqualTo(1_550_335);
      assertThat(sector.path("initial_pledge").asString()).isEqualTo("59604643840");
      Ran table =
          run(miner, node, "sectors", "list", "--seal-time", "--events", "--initial-pledge");
      assertThat(table.out())
          .contains("4 minutes 20 seconds")
          .contains("1550335 (in ")
          .contains("59.605 nFIL");
    }
  }

  @Test
  void aMisspeltStateIsAnErrorThatListsTheStates() {
    Ran ran = Ran.line("sectors", "list", "--states", "Proving,Remomved");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("no state of sectors is called Remomved;")
        .contains("SealPreCommit1Failed")
        .contains("Removed");
  }

  @Test
  void everyStateLotusNamesIsKnown() {
    List<String> lines = RecordedOutput.of("lotus-miner.sectors-update-state-bad").lines();
    List<String> states = lines.subList(1, lines.size()).stream().map(String::strip).toList();
    assertThat(states).hasSizeGreaterThan(60);
    Ran ran = Ran.line("sectors", "list", "--states", "Nonsense");
    assertThat(ran.err().strip().split(", |are ")).contains(states.toArray(String[]::new));
  }

  @Test
  void blankRecordsAreExplained() {
    List<Row> rows = rows(RecordedOutput.of("lotus-miner.sectors-list"));
    try (ReplayingPeer miner = miner(rows);
        ReplayingPeer node = node(rows)) {
      Ran ran = run(miner, node, "sectors", "list");
      assertThat(ran.out().lines().filter(line -> line.contains("(blank record)"))).hasSize(4);
      assertThat(ran.err()).contains("Blank records in the list of the miner: 4");
    }
  }

  /** A record of a number that never existed in state Removed is listed as a sector 0. */
  @Test
  void aBlankRecordAmongRemovedSectorsIsNotSectorZero() {
    List<Row> rows = List.of(new Row(0, "Proving", true, true, 3_675_537, 0));
    try (ReplayingPeer miner = miner(rows);
        ReplayingPeer node = node(rows)) {
      JsonNode sectors = list(miner, node, List.of("--states", "Removed")).path("sectors");
      assertThat(sectors).hasSize(1);
      assertThat(sectors.get(0).path("record").asString()).isEqualTo("blank");
    }
  }

  /** Servers of 2022 take one request in a body, and write an array of requests off. */
  @Test
  void anOldServerIsAskedOneByOne() {
    List<Row> rows =
        LongStream.range(0, 150)
            .mapToObj(n -> new Row(n, "Proving", true, true, 1_550_335, 0))
            .toList();
    try (ReplayingPeer miner = miner(rows);
        ReplayingPeer node = node(rows);
        OldFramework old = OldFramework.before(miner);
        OldFramework oldNode = OldFramework.before(node)) {
      Ran ran =
          Ran.line(
              "sectors",
              "list",
              "--output",
              "json",
              "--miner-api",
              old.apiInfo(),
              "--full-node-api",
              oldNode.apiInfo());
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.json().path("sectors")).hasSize(150);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sectors-status-0, SectorsStatus",
    "lotus-miner.sectors-status-log.removed, SectorsStatus.state-Removed",
    "lotus-miner.sectors-status-log.worker-restarted, SectorsStatus.sector-5-faulty",
    "lotus-miner.sectors-status-log.request-removed, SectorsStatus.state-SealPreCommit1Failed",
    "lotus-miner.sectors-status-log.after-abort, SectorsStatus.state-ComputeProofFailed",
    "lotus-miner.sectors-status-log.committing, SectorsStatus.state-Committing",
    "lotus-miner.sectors-status-log.compute-proof-failed, SectorsStatus.state-ComputeProofFailed",
    "lotus-miner.sectors-status-log-2, SectorsStatus.sector-2",
    "lotus-miner.sectors-status-partition-2, SectorsStatus.sector-2",
  })
  void everyFactOfASectorIsThere(String output, String answer) {
    JsonNode sector = answer(RecordedOutput.of(output), answer);
    try (ReplayingPeer miner = ReplayingPeer.miner().answer("SectorsStatus", 2, sector).start()) {
      Ran ran =
          Ran.line(
              "sectors",
              "status",
              "--log",
              sector.path("SectorID").asString(),
              "--miner-api",
              miner.apiInfo());
      assertThat(ran.code()).as(ran.err()).isZero();
      assertFacts(RecordedOutput.of(output), ran);
    }
  }

  /** The recorded answer with the values the command showed where it is of another sector. */
  private static JsonNode answer(RecordedOutput output, String answer) {
    ObjectNode sector = (ObjectNode) Exchange.of("miner", answer).result();
    for (String line : output.lines()) {
      String[] parts = line.split(":\\s+", 2);
      if (parts.length == 2) {
        set(sector, parts[0], parts[1].strip());
      }
    }
    return sector;
  }

  private static void set(ObjectNode sector, String name, String value) {
    switch (name) {
      case "SectorID" -> {
        if (!value.startsWith("{")) {
          sector.put("SectorID", Long.parseLong(value));
        }
      }
      case "Status" -> sector.put("State", value);
      case "CIDcommD" -> link(sector, "CommD", value);
      case "CIDcommR" -> link(sector, "CommR", value);
      case "Precommit" -> link(sector, "PreCommitMsg", value);
      case "Commit" -> link(sector, "CommitMsg", value);
      case "TicketH" -> ((ObjectNode) sector.path("Ticket")).put("Epoch", Long.parseLong(value));
      case "SeedH" -> ((ObjectNode) sector.path("Seed")).put("Epoch", Long.parseLong(value));
      case "Ticket" -> bytes((ObjectNode) sector.path("Ticket"), value);
      case "Seed" -> bytes((ObjectNode) sector.path("Seed"), value);
      case "OnTime", "Activation", "Expiration" ->
          sector.put(name, Long.parseLong(value.split(" ")[0]));
      case "InitialPledge" -> sector.put(name, TokenAmount.parse(value).decimal());
      default -> {}
    }
  }

  private static void link(ObjectNode sector, String name, String cid) {
    sector.set(name, cid.equals("<nil>") ? NODES.nullNode() : NODES.objectNode().put("/", cid));
  }

  private static void bytes(ObjectNode drawn, String hex) {
    drawn.put("Value", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
  }

  private static void assertFacts(RecordedOutput output, Ran ran) {
    for (String line : output.lines()) {
      String[] parts = line.split(":\\s+", 2);
      if (parts.length == 2
          && parts[0].matches("SectorID|Status|CID.*|Ticket.*|Seed.*|Precommit|Commit")) {
        String value = parts[1].strip();
        if (!value.isEmpty() && !value.equals("<nil>")) {
          assertThat(ran.out()).as(line).contains(value);
        }
      }
    }
  }

  @Test
  void theHistoryHasTheReasonsOfFailures() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner().with("SectorsStatus.state-ComputeProofFailed").start()) {
      String number =
          Exchange.of("miner", "SectorsStatus.state-ComputeProofFailed")
              .params()
              .getFirst()
              .asString();
      Ran ran = Ran.line("sectors", "status", "--log", number, "--miner-api", miner.apiInfo());
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out())
          .contains("[event;sealing.SectorComputeProofFailed]")
          .containsPattern("computing seal proof failed\\(2\\): storage call error");
    }
  }

  /** Each line of a recorded history: when, what happened, and what was said of it. */
  @ParameterizedTest
  @CsvSource({
    "lotus-miner.sectors-status-log.committing, SectorsStatus.state-Committing",
    "lotus-miner.sectors-status-log.removed, SectorsStatus.state-Removed",
    "lotus-miner.sectors-status-log-2, SectorsStatus.sector-2",
  })
  void theHistoryIsThatOfLotus(String output, String answer) {
    Pattern event = Pattern.compile("\\d+\\.\\t(\\S+ \\S+) \\+0000 UTC:\\t(\\[\\S+\\])\\t(.*)");
    ObjectNode sector = (ObjectNode) Exchange.of("miner", answer).result();
    ArrayNode log = sector.putArray("Log");
    List<List<String>> theirs = new ArrayList<>();
    for (String line : RecordedOutput.of(output).lines()) {
      Matcher matcher = event.matcher(line);
      if (matcher.matches()) {
        theirs.add(List.of(matcher.group(1), matcher.group(2)));
        log.addObject()
            .put("Kind", matcher.group(2).substring(1, matcher.group(2).length() - 1))
            .put(
                "Timestamp",
                Instant.parse(matcher.group(1).replace(' ', 'T') + "Z").getEpochSecond())
            .put("Trace", "")
            .put("Message", matcher.group(3));
      }
    }
    assertThat(theirs).hasSizeGreaterThan(5);
    try (ReplayingPeer miner = ReplayingPeer.miner().answer("SectorsStatus", 2, sector).start()) {
      String number = sector.path("SectorID").asString();
      Ran ran = Ran.line("sectors", "status", "--log", number, "--miner-api", miner.apiInfo());
      assertThat(ran.code()).as(ran.err()).isZero();
      List<String> ours = ran.lines().stream().filter(line -> line.contains("Z [event;")).toList();
      assertThat(ours).hasSameSizeAs(theirs);
      for (int i = 0; i < ours.size(); i++) {
        String when = theirs.get(i).getFirst().replace(' ', 'T') + "Z ";
        assertThat(ours.get(i)).startsWith(i + ". " + when + theirs.get(i).getLast());
      }
    }
  }

  /** In the chain's queue it stands with the sectors that end early, at no epoch on time. */
  @Test
  void aFaultySectorIsNotSaidToEndAtEpochZero() {
    ObjectNode faulty =
        (ObjectNode) Exchange.of("miner", "SectorsStatus.state-Proving.on-chain").result();
    faulty.put("SectorID", 10).put("OnTime", 0).put("Early", 123_456);
    try (ReplayingPeer miner = ReplayingPeer.miner().answer("SectorsStatus", 2, faulty).start();
        ReplayingPeer node = partitionsOfTheRecordedMiner()) {
      assertThat(run(miner, node, "sectors", "status", "10", "--on-chain").out())
          .containsPattern("Ends on time +not while it is faulty")
          .containsPattern("Dropped if not recovered +123456");
      assertThat(
              run(miner, node, "sectors", "status", "10", "--on-chain", "--output", "json")
                  .json()
                  .path("on_time")
                  .asLong())
          .isZero();
    }
  }

  @Test
  void whatTheChainHasOfASectorIsShownAndWhereItIsProven() {
    JsonNode proven =
        answer(
            RecordedOutput.of("lotus-miner.sectors-status-on-chain-2"),
            "SectorsStatus.sector-2.on-chain");
    try (ReplayingPeer miner = ReplayingPeer.miner().answer("SectorsStatus", 2, proven).start();
        ReplayingPeer node = partitionsOfTheRecordedMiner()) {
      Ran ran = run(miner, node, "sectors", "status", "2", "--on-chain", "--partition");
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("1549965 (in ").contains("0.00000005960464384 FIL");
      JsonNode sector =
          run(
                  miner,
                  node,
                  "sectors",
                  "status",
                  "2",
                  "--on-chain",
                  "--partition",
                  "--output",
                  "json")
              .json();
      assertThat(sector.path("activation").asLong()).isEqualTo(699);
      assertThat(sector.path("expiration").asLong()).isEqualTo(1_549_965);
      assertThat(sector.path("on_time").asLong()).isEqualTo(1_550_277);
      assertThat(sector.path("deadline").asLong()).isEqualTo(2);
      assertThat(sector.path("partition").asLong()).isZero();
      for (String line : RecordedOutput.of("lotus-miner.sectors-status-partition-2").lines()) {
        Matcher flag = FLAG.matcher(line);
        if (flag.matches()) {
          assertThat(sector.path(flag.group(1).toLowerCase(Locale.ROOT)).asBoolean())
              .as(line)
              .isEqualTo(flag.group(2).equals("yes"));
        }
      }
    }
  }

  @Test
  void anUnknownNumberIsRefused() {
    try (ReplayingPeer miner = ReplayingPeer.miner().with("SectorsStatus.unknown").start()) {
      Ran ran = Ran.line("sectors", "status", "4444", "--miner-api", miner.apiInfo());
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).startsWith("error: the miner has no sector 4444; see ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5556, SectorsStatus.after-remove-of-unknown-number",
    "5555, SectorsStatus.after-terminate-of-unknown-number",
    "4444, SectorsStatus.blank-record-after-SectorsUpdate",
  })
  void aBlankRecordIsNoSector(String number, String answer) {
    try (ReplayingPeer miner = ReplayingPeer.miner().with(answer).start()) {
      Ran ran = Ran.line("sectors", "status", number, "--miner-api", miner.apiInfo());
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err())
          .contains("sector " + number + " does not exist")
          .contains("blank record");
    }
  }

  private static List<Row> rows(RecordedOutput output) {
    List<Row> rows = new ArrayList<>();
    for (String line : output.lines().subList(1, output.lines().size())) {
      Matcher timeout = TIMEOUT.matcher(line);
      Matcher row = ROW.matcher(line);
      if (timeout.matches()) {
        Row last = rows.removeLast();
        rows.add(
            new Row(
                last.number(),
                last.state(),
                last.onChain(),
                last.active(),
                last.expiration(),
                Long.parseLong(timeout.group(1))));
      } else {
        assertThat(row.matches()).as(line).isTrue();
        String end = row.group(5) == null || row.group(5).equals("n/a") ? "0" : row.group(5);
        rows.add(
            new Row(
                Long.parseLong(row.group(1)),
                row.group(2),
                row.group(3).equals("YES"),
                row.group(4).equals("YES"),
                Long.parseLong(end),
                0));
      }
    }
    return rows;
  }

  /** A miner with the sectors of a list, each the recorded sector 10 with the list's values. */
  private static ReplayingPeer miner(List<Row> rows) {
    Map<Long, Row> byNumber = new TreeMap<>();
    ArrayNode numbers = NODES.arrayNode();
    for (Row row : rows) {
      byNumber.putIfAbsent(row.number(), row);
      numbers.add(row.number());
    }
    return ReplayingPeer.miner()
        .answer("SectorsList", 0, numbers)
        .answer("SectorsListInStates", 1, numbers)
        .answer("SectorsStatus", 2, params -> status(byNumber, params))
        .start();
  }

  private static JsonNode status(Map<Long, Row> rows, List<JsonNode> params) {
    Row row = Objects.requireNonNull(rows.get(params.getFirst().asLong()));
    ObjectNode sector =
        (ObjectNode) Exchange.of("miner", "SectorsStatus.state-Proving.on-chain").result();
    boolean chain = params.get(1).asBoolean() && row.onChain();
    return sector
        .put("SectorID", row.number())
        .put("State", row.state())
        .put("Activation", chain ? 954 : 0)
        .put("Expiration", chain ? row.expiration() : 0)
        .put("OnTime", chain ? row.expiration() : 0)
        .put("Early", chain ? row.early() : 0);
  }

  /** A node whose chain has the sectors of a list, all in the first partition. */
  private static ReplayingPeer node(List<Row> rows) {
    long[] all = rows.stream().filter(Row::onChain).mapToLong(Row::number).toArray();
    long[] active = rows.stream().filter(Row::active).mapToLong(Row::number).toArray();
    ObjectNode partition =
        (ObjectNode) Exchange.of("full", "StateMinerPartitions.later-5").result().get(0);
    partition.set("AllSectors", runs(all));
    partition.set("LiveSectors", runs(all));
    partition.set("ActiveSectors", runs(active));
    return ReplayingPeer.fullNode()
        .with("ChainHead")
        .answer(
            "StateMinerPartitions",
            3,
            params ->
                params.get(1).asLong() == 0 ? NODES.arrayNode().add(partition) : NODES.nullNode())
        .start();
  }

  private static ReplayingPeer partitionsOfTheRecordedMiner() {
    return ReplayingPeer.fullNode()
        .with("ChainHead")
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

  private static ArrayNode runs(long... numbers) {
    ArrayNode runs = NODES.arrayNode();
    for (long length : Bitfield.of(numbers).runLengths()) {
      runs.add(length);
    }
    return runs;
  }

  private static JsonNode list(ReplayingPeer miner, ReplayingPeer node, List<String> options) {
    List<String> line = new ArrayList<>(List.of("sectors", "list", "--output", "json"));
    line.addAll(options);
    return run(miner, node, line.toArray(String[]::new)).json();
  }

  private static Ran run(ReplayingPeer miner, ReplayingPeer node, String... line) {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--miner-api", miner.apiInfo(), "--full-node-api", node.apiInfo()));
    Ran ran = Ran.line(all.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }
}
