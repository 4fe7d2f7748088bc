package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.protocol.bytes.ByteString;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Where {@code recover export} finds the facts of a real network's sectors. */
final class RecoverSourcesTest {
  private static final String NOBODY = "http://127.0.0.1:1";
  private static final String COMM_R =
      "bagboea4b5abcabnpmy3jikjfkm3oijoiwh3nl6se25czvdumtgp4dbklxk2rwqis";

  @TempDir Path folder;

  /** How a run ended, with what it wrote. */
  private record Run(int code, String out, String err, Path file) {
    JsonNode sector() {
      return report().path("sectors").get(0);
    }

    JsonNode report() {
      return JsonMapper.shared().readTree(out);
    }

    JsonNode written() throws Exception {
      return JsonMapper.shared().readTree(Files.readString(file)).path("SectorInfos").get(0);
    }
  }

  @Test
  void chainStateGivesTheTicketThatTheMinerDrew() throws Exception {
    try (ReplayingPeer node = RecordedSectors.node().start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.sector().path("source").asString()).isEqualTo("chain_state");
      assertFactsOfSector10(run);
      assertThat(run.written().has("Sealwright")).isFalse();
    }
  }

  @Test
  void aSectorStillToBeProvenIsMarked() throws Exception {
    try (ReplayingPeer node = unproven(RecordedSectors.promise()).start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertFactsOfSector10(run);
      assertThat(run.written().path("Sealwright").path("PreCommitted").asBoolean()).isTrue();
    }
  }

  @Test
  void aPrunedNodeIsSearchedForTheMessage() throws Exception {
    try (ReplayingPeer node = RecordedSectors.prunedNode().start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.sector().path("source").asString()).isEqualTo("pre_commit_message");
      assertThat(run.sector().path("source_name").asString())
          .contains("bafy2bzaceaiwlypf4ddyintnqzvfvgmns7lkfsi5pgpoxie726zg2kr54qyrg");
      assertThat(tried(run, "chain_state").path("reason").asString())
          .startsWith("before epoch 954: ")
          .contains("block not found");
      assertFactsOfSector10(run);
    }
  }

  @Test
  void aNodeThatListsNoMessagesIsWalkedThrough() throws Exception {
    JsonNode empty = JsonNodeFactory.instance.arrayNode();
    JsonNode there = Exchange.of("full", "ChainGetTipSetByHeight").result();
    JsonNode messages =
        Exchange.of("full", "ChainGetParentMessages.PreCommitSectorBatch2.2").result();
    try (ReplayingPeer node =
        RecordedSectors.prunedNode()
            .answer(
                "StateListMessages",
                3,
                _ -> {
                  throw new CallFailed("lookback of more than 2880 epochs is disallowed");
                })
            .answer("ChainGetTipSetByHeight", 2, Exchange.of("full", "ChainHead").result())
            .answer("ChainGetTipSet", 1, there)
            .answer(
                "ChainGetParentMessages",
                1,
                params -> params.get(0).equals(there.path("Cids").get(0)) ? messages : empty)
            .start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.sector().path("source").asString()).isEqualTo("pre_commit_message");
      assertFactsOfSector10(run);
      assertThat(node.methods()).contains("ChainGetTipSet").doesNotContain("ChainGetMessage");
    }
  }

  @Test
  void anOldNodeIsUnderstood() throws Exception {
    ObjectNode promise = (ObjectNode) RecordedSectors.promise().deepCopy();
    ObjectNode facts = (ObjectNode) promise.path("Info");
    facts.remove("UnsealedCid");
    facts.put("ReplaceCapacity", false).put("ReplaceSectorNumber", 0);
    promise.put("DealWeight", "0").put("VerifiedDealWeight", "0");
    ObjectNode sector =
        (ObjectNode) RecordedSectors.proven(JsonNodeFactory.instance.numberNode(10)).deepCopy();
    sector.remove(
        List.of("PowerBaseEpoch", "ReplacedDayReward", "SectorKeyCID", "Flags", "DailyFee"));
    sector.putNull("DealIDs").put("ExpectedDayReward", "1").put("ExpectedStoragePledge", "1");
    try (ReplayingPeer node =
        RecordedSectors.node()
            .answer("StateSectorGetInfo", 3, p -> p.get(1).asLong() == 10 ? sector : none())
            .answer(
                "StateSectorPreCommitInfo",
                3,
                params -> {
                  if (params.get(1).asLong() != 10 || RecordedSectors.isHead(params.get(2))) {
                    throw new CallFailed("precommit info is not exists");
                  }
                  return promise;
                })
            .start()) {
      Run run = export(List.of("10", "4444"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).isEqualTo(1);
      assertFactsOfSector10(run);
      assertThat(run.report().path("sectors").get(1).path("status").asString())
          .isEqualTo("nowhere");
    }
  }

  @Test
  void aMinerAloneServesWhenNoNodeAnswers() throws Exception {
    try (ReplayingPeer miner = RecordedSectors.miner().start()) {
      Run run = export(List.of("10"), "--full-node-api", NOBODY, "--miner-api", miner.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.sector().path("source").asString()).isEqualTo("miner");
      assertThat(run.sector().path("notes").get(0).asString())
          .contains("nothing judges its CommR", "does not answer");
      assertFactsOfSector10(run);
      assertThat(run.written().has("Sealwright")).as("zeros").isFalse();
    }
  }

  @Test
  void aBackupAloneServes() throws Exception {
    Path backup = RecordedSectors.backup(folder.resolve("miner.backup"));
    Run run = export(List.of("2"), "--full-node-api", NOBODY, "--backup", backup.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.sector().path("source").asString()).isEqualTo("backup");
    JsonNode status = Exchange.of("miner", "SectorsStatus.sector-2").result();
    assertThat(run.written().path("Ticket")).isEqualTo(status.path("Ticket").path("Value"));
  }

  @Test
  void whatSealingLeftServesAlone() throws Exception {
    Path cache = Files.createDirectories(folder.resolve("store/cache/s-t01000-43"));
    Golden golden = new Golden("2k-v1_1");
    Files.copy(golden.metadata(folder), cache.resolve("sealwright-recovery.json"));
    Run run =
        export(
            List.of("43"),
            "--full-node-api",
            NOBODY,
            "--storage",
            folder.resolve("store").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.sector().path("source").asString()).isEqualTo("bundle");
    assertThat(run.sector().path("source_name").asString())
        .isEqualTo(folder.resolve("store").toString());
    assertThat(run.written().path("Sealwright").path("Pieces").size()).isEqualTo(1);
  }

  @Test
  void aFileOfBeforeIsAskedFirst() throws Exception {
    Path file;
    try (ReplayingPeer node = RecordedSectors.node().start();
        ReplayingPeer miner = RecordedSectors.miner().start()) {
      file =
          Files.move(
              export(List.of("10"), "--full-node-api", node.apiInfo()).file(),
              folder.resolve("before.json"));
      Run run =
          export(
              List.of("10"),
              "--full-node-api",
              node.apiInfo(),
              "--miner-api",
              miner.apiInfo(),
              "--sectors-recovery-metadata",
              file.toString());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.sector().path("source").asString()).isEqualTo("metadata_file");
      assertThat(run.sector().path("tried").values().stream().map(t -> t.path("status").asString()))
          .containsExactly("served", "served", "served");
      assertFactsOfSector10(run);
    }
  }

  @Test
  void aFileThatDiffersFromTheChainIsAnErrorThatNamesBoth() throws Exception {
    Path file = folder.resolve("wrong.json");
    try (ReplayingPeer node = RecordedSectors.node().start()) {
      Path right = export(List.of("10"), "--full-node-api", node.apiInfo()).file();
      String ticket = RecordedSectors.status().path("Ticket").path("Value").asString();
      String other = ByteString.of(new byte[32]).base64();
      Files.writeString(file, Files.readString(right).replace(ticket, other));
      Files.delete(right);
      Run run =
          export(
              List.of("10"),
              "--full-node-api",
              node.apiInfo(),
              "--sectors-recovery-metadata",
              file.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.sector().path("status").asString()).isEqualTo("contradiction");
      assertThat(run.sector().path("reason_kind").asString()).isEqualTo("ticket_differs");
      assertThat(run.err())
          .contains("its ticket is ", "by the metadata file " + file, "by the chain's state at ");
      assertThat(run.file()).doesNotExist();
    }
  }

  @Test
  void aPreCommitWithDataWithoutPiecesSaysSo() throws Exception {
    ObjectNode promise = (ObjectNode) RecordedSectors.promise().deepCopy();
    ((ObjectNode) promise.path("Info"))
        .putObject("UnsealedCid")
        .put("/", "baga6ea4seaqeqhq4owxufjvpzevcqbufa27igvkvpl3u5hmv57hneeho6d2ympy");
    try (ReplayingPeer node = unproven(promise).start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.written().path("Sealwright").path("PiecesUnknown").asBoolean()).isTrue();
      assertThat(run.sector().path("pieces").isNull()).isTrue();
      assertThat(run.sector().path("notes").get(0).asString())
          .contains("no source knows which pieces", "baga6ea4seaqeqhq4owx");
      assertThat(run.sector().path("note_kinds").get(0).asString()).isEqualTo("pieces_unknown");
    }
  }

  @Test
  void theKeyOfAnUpgradedSectorIsExported() throws Exception {
    JsonNode before = RecordedSectors.proven(JsonNodeFactory.instance.numberNode(10));
    ObjectNode upgraded = RecordedSectors.with(before, "SectorKeyCID", before.path("SealedCID"));
    upgraded.set(
        "SealedCID",
        RecordedSectors.proven(JsonNodeFactory.instance.numberNode(9)).path("SealedCID"));
    upgraded.put("VerifiedDealWeight", "7527499776");
    try (ReplayingPeer node =
        RecordedSectors.node().answer("StateSectorGetInfo", 3, upgraded).start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).as(run.err()).isZero();
      assertFactsOfSector10(run);
      assertThat(run.sector().path("notes").get(0).asString())
          .contains("it was upgraded", "the upgrade itself is not rebuilt");
    }
  }

  @Test
  void aSectorFromGenesisHasNoTicketAnywhere() throws Exception {
    try (ReplayingPeer node = RecordedSectors.prunedNode().start();
        ReplayingPeer miner = RecordedSectors.miner().start()) {
      Run run =
          export(List.of("0"), "--full-node-api", node.apiInfo(), "--miner-api", miner.apiInfo());
      assertThat(run.code()).isEqualTo(1);
      assertThat(tried(run, "miner").path("reason").asString())
          .isEqualTo("its record has no ticket");
      assertThat(tried(run, "miner").path("reason_kind").asString()).isEqualTo("bad_record");
      assertThat(run.sector().path("reason_kind").asString()).isEqualTo("no_source");
      assertThat(run.report().path("sectors").get(0).path("tried").size()).isEqualTo(3);
      assertThat(run.file()).doesNotExist();
    }
  }

  @Test
  void whatEachSourceSaidIsReportedInTheOperatorsLanguage() throws Exception {
    try (ReplayingPeer node = RecordedSectors.prunedNode().start();
        ReplayingPeer miner = RecordedSectors.miner().start()) {
      StringWriter out = new StringWriter();
      String line = "--lang zh recover export --miner f01000 0 --out " + folder.resolve("zh.json");
      program(out, new StringWriter())
          .run(
              (line + " --full-node-api " + node.apiInfo() + " --miner-api " + miner.apiInfo())
                  .split(" "));
      assertThat(out.toString().lines())
          .contains("状态             没有来源能提供", "原因             没有来源能提供")
          .anySatisfy(tried ->
              assertThat(tried)
                  .startsWith("已尝试")
                  .contains("lotus-miner：其记录中没有 ticket", "无法查询高度 ", "预提交消息（节点 "));
    }
  }

  @Test
  void aNamedSourceThatCannotSayAnythingIsToldThoughAnotherServes() throws Exception {
    Path backup = Files.writeString(folder.resolve("miner.backup"), "no backup");
    try (ReplayingPeer node = RecordedSectors.node().start()) {
      String line = "recover export --miner f01000 10 --out " + folder.resolve("out.json");
      String sources =
          " --full-node-api %s --miner-api %s --backup %s"
              .formatted(node.apiInfo(), NOBODY, backup);
      StringWriter out = new StringWriter();
      assertThat(program(out, new StringWriter()).run((line + sources).split(" "))).isZero();
      assertThat(out.toString().lines())
          .contains("Source           chain state")
          .anySatisfy(failed ->
              assertThat(failed)
                  .startsWith("Could not say    the lotus-miner at " + NOBODY + ": ")
                  .contains("does not answer: connection refused", "the backup " + backup + ": "));
    }
  }

  @Test
  void aBlankRecordIsNoSector() throws Exception {
    try (ReplayingPeer node = RecordedSectors.node().start();
        ReplayingPeer miner = RecordedSectors.miner().start()) {
      Run run =
          export(
              List.of("4444", "5555"),
              "--full-node-api",
              node.apiInfo(),
              "--miner-api",
              miner.apiInfo());
      assertThat(run.code()).isEqualTo(2);
      assertThat(tried(run, "miner").path("reason").asString()).contains("its record is blank");
      assertThat(run.err())
          .contains("error: 2 of 2 sectors cannot be exported")
          .contains("f01000/4444: there is no such sector");
      assertThat(node.methods()).doesNotContain("StateListMessages");
    }
  }

  @Test
  void theMinerOfAnotherAddressIsNotBelieved() throws Exception {
    try (ReplayingPeer miner =
        RecordedSectors.miner()
            .answer("ActorAddress", 0, JsonNodeFactory.instance.stringNode("t01001"))
            .start()) {
      Run run = export(List.of("10"), "--full-node-api", NOBODY, "--miner-api", miner.apiInfo());
      assertThat(run.code()).isEqualTo(4);
      assertThat(tried(run, "miner").path("reason").asString()).isEqualTo("it is of miner f01001");
    }
  }

  @Test
  void whatIsFoundIsWrittenAndTheRestReported() throws Exception {
    try (ReplayingPeer node = RecordedSectors.node().start()) {
      Run run = export(List.of("10", "4444"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("error: 1 of 2 sectors cannot be exported: f01000/4444: there is no such");
      assertFactsOfSector10(run);
    }
  }

  @Test
  void nobodyToAskIsNotReachable() throws Exception {
    Run run = export(List.of("10"), "--full-node-api", NOBODY);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).startsWith("error: the full node at http://127.0.0.1:1 does not answer");
    assertThat(run.file()).doesNotExist();
  }

  @Test
  void aTokenWithoutPermissionIsNotReachable() throws Exception {
    try (ReplayingPeer node =
        RecordedSectors.node().needs(Permission.WRITE, "StateMinerInfo").start()) {
      Run run =
          export(List.of("10"), "--full-node-api", node.apiInfo(Permissions.of(Permission.READ)));
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.err()).contains("does not permit StateMinerInfo");
    }
  }

  @Test
  void aMinerThatIsNotOnTheChainIsAnInvalidRequest() throws Exception {
    try (ReplayingPeer node =
        RecordedSectors.node()
            .answer(
                "StateMinerInfo",
                2,
                _ -> {
                  throw new CallFailed("failed to load miner actor: actor not found");
                })
            .start()) {
      Run run = export(List.of("10"), "--full-node-api", node.apiInfo());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("there is no miner f01000 on localnet-2k");
    }
  }

  @Test
  void withoutAFileTheMetadataIsTheResult() throws Exception {
    try (ReplayingPeer node = RecordedSectors.node().start()) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int code =
          program(out, err)
              .run(
                  "recover",
                  "export",
                  "--miner",
                  "t01000",
                  "10",
                  "--full-node-api",
                  node.apiInfo());
      assertThat(code).isZero();
      assertThat(JsonMapper.shared().readTree(out.toString()).path("Miner").asString())
          .isEqualTo("f01000");
      assertThat(err.toString()).contains("Source           chain state");
    }
  }

  private static void assertFactsOfSector10(Run run) throws Exception {
    JsonNode written = run.written();
    assertThat(written.path("SectorNumber").asLong()).isEqualTo(10);
    assertThat(written.path("Ticket"))
        .isEqualTo(RecordedSectors.status().path("Ticket").path("Value"));
    assertThat(written.path("SealProof")).isEqualTo(RecordedSectors.status().path("SealProof"));
    assertThat(written.path("SealedCID").path("/").asString()).isEqualTo(COMM_R);
  }

  private static ReplayingPeer.Builder unproven(JsonNode promise) {
    return RecordedSectors.node()
        .answer("StateSectorGetInfo", 3, none())
        .answer("StateSectorPreCommitInfo", 3, promise);
  }

  private static JsonNode none() {
    return NullNode.getInstance();
  }

  private static JsonNode tried(Run run, String source) {
    return run.sector().path("tried").values().stream()
        .filter(tried -> tried.path("source").asString().equals(source))
        .findFirst()
        .orElseThrow();
  }

  /** The result takes its place by a rename, which would make a file of a device. */
  @Test
  void whatIsNoFileIsNotWrittenOverEither() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("out.json"), Path.of("/dev/null"));

    Run run = export(List.of("43"), "--full-node-api", NOBODY);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains(link + " is there already");
    assertThat(link).isSymbolicLink();
  }

  private Run export(List<String> numbers, String... sources) {
    Path file = folder.resolve("out.json");
    List<String> line = new ArrayList<>(List.of("recover", "export", "--miner", "f01000"));
    line.addAll(numbers);
    line.addAll(List.of("--out", file.toString(), "--output", "json"));
    line.addAll(List.of(sources));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = program(out, err).run(line.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString(), file);
  }

  private static Program program(StringWriter out, StringWriter err) {
    return new Program(new PrintWriter(out, true), new PrintWriter(err, true), Locale.ROOT);
  }
}
