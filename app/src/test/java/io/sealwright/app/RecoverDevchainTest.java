package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.DevchainMiner.Drawn;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sectors that are lost after a chain, run as a process, has come to know them. */
final class RecoverDevchainTest {
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final NetworkRules RULES = NetworkRules.fast(new NetworkVersion(28));

  @TempDir Path folder;
  private DevchainProcess chain;
  private DevchainMiner miner;
  private Path work;

  @BeforeEach
  void start() throws Exception {
    work = Files.createDirectory(folder.resolve("work"));
    chain = DevchainProcess.start(work, "chain", "--rules", "fast");
    miner = new DevchainMiner(chain.apiInfo());
  }

  @AfterEach
  void stop() {
    miner.close();
    chain.close();
  }

  @Test
  void aPreCommittedSectorComesBackFromTheChain() throws Exception {
    Drawn drawn = miner.draw();
    JsonNode sealed = seal(7, drawn);
    miner.preCommit(new SectorNumber(7), PROOF, commR(sealed), Optional.empty(), drawn.epoch());

    RealProgram.Ended exported = program("recover export --miner f01000 7 --out lost.json");
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("Source           chain state", "Pre-committed    yes");
    JsonNode sector = written("lost.json");
    assertThat(Bytes32.fromHex(sealed.path("comm_r").asString()))
        .isEqualTo(CommR.fromCid(sector.path("SealedCID").path("/").asString()).value());

    RealProgram.Ended recovered =
        program(
            "recover --sectors-recovery-metadata lost.json --sealing-result again"
                + " --sealing-temp temp --output json");
    assertThat(recovered.code()).as(recovered.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(recovered.out()).path("sectors").get(0);
    assertThat(report.path("kept").asString()).isEqualTo("commit");
    assertSameReplica(7, "again");
  }

  @Test
  void aProvenSectorComesBackInOneStepAlsoFromANodeThatForgotItsState() throws Exception {
    SectorNumber number = new SectorNumber(8);
    Drawn drawn = miner.draw();
    JsonNode sealed = seal(8, drawn);
    miner.preCommit(number, PROOF, commR(sealed), Optional.empty(), drawn.epoch());
    Epoch activation = miner.prove(number, PROOF, RULES.preCommitChallengeDelay());

    RealProgram.Ended recovered =
        program("recover --miner f01000 --sectors 8 --sealing-result again --sealing-temp temp");
    assertThat(recovered.code()).as(recovered.err()).isZero();
    assertThat(recovered.err()).contains("f01000/8: the chain's state at http://127.0.0.1:");
    assertSameReplica(8, "again");

    miner.awaitBeyond(activation, 6);
    RealProgram.Ended drill = program("devchain drill --data chain --forget-states 3");
    assertThat(drill.code()).as(drill.err()).isZero();
    RealProgram.Ended exported =
        program("recover export --miner f01000 8 --out lost.json --output json");
    assertThat(exported.code()).as(exported.err() + exported.out()).isZero();
    JsonNode finding = JsonMapper.shared().readTree(exported.out()).path("sectors").get(0);
    assertThat(finding.path("source").asString()).isEqualTo("pre_commit_message");
    assertThat(finding.path("tried").get(0).path("reason").asString())
        .startsWith("before epoch " + activation);
    assertThat(finding.path("ticket").asString()).isEqualTo(drawn.ticket().value().hex());
    assertThat(written("lost.json").has("Sealwright")).isFalse();
  }

  @Test
  void aSectorWithDataNeedsItsPiecesToldAndOneThatNeverWasIsNowhere() throws Exception {
    Files.write(work.resolve("piece"), new byte[] {1, 2, 3});
    Drawn drawn = miner.draw();
    JsonNode sealed = seal(9, drawn, "--piece", "piece");
    CommD data = new CommD(Bytes32.fromHex(sealed.path("comm_d").asString()));
    miner.preCommit(new SectorNumber(9), PROOF, commR(sealed), Optional.of(data), drawn.epoch());

    RealProgram.Ended exported = program("recover export --miner f01000 9 --out lost.json");
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("no source knows which pieces", data.cid());
    assertThat(written("lost.json").path("Sealwright").path("PiecesUnknown").asBoolean()).isTrue();

    RealProgram.Ended withBundle =
        program("recover export --miner f01000 9 --storage out --out found.json");
    assertThat(withBundle.code()).as(withBundle.err()).isZero();
    assertThat(written("found.json").path("Sealwright").path("Pieces").size()).isEqualTo(1);

    RealProgram.Ended nowhere = program("recover export --miner f01000 10 --out none.json");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.errors().getFirst()).contains("f01000/10: there is no such sector");
    assertThat(work.resolve("none.json")).doesNotExist();
  }

  private JsonNode seal(int number, Drawn drawn, String... more) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                ("seal --size 2KiB --miner f01000 --out out --temp temp --output json --ticket "
                        + drawn.ticket().value().hex()
                        + " --sector "
                        + number)
                    .split(" ")));
    line.addAll(List.of(more));
    RealProgram.Ended ended = program(String.join(" ", line));
    assertThat(ended.code()).as(ended.err()).isZero();
    return JsonMapper.shared().readTree(ended.out());
  }

  private static CommR commR(JsonNode sealed) {
    return CommR.fromCid(sealed.path("comm_r_cid").asString());
  }

  private JsonNode written(String file) throws Exception {
    return JsonMapper.shared()
        .readTree(Files.readString(work.resolve(file)))
        .path("SectorInfos")
        .get(0);
  }

  private void assertSameReplica(int number, String result) throws Exception {
    String name = "sealed/s-t01000-" + number;
    assertThat(
            Files.mismatch(work.resolve("out").resolve(name), work.resolve(result).resolve(name)))
        .isEqualTo(-1);
  }

  private RealProgram.Ended program(String line) throws Exception {
    return RealProgram.forTinySectors(work)
        .startedBy(List.of("env", "HOME=" + folder, "FULLNODE_API_INFO=" + chain.apiInfo()))
        .run(line.split(" "));
  }
}
