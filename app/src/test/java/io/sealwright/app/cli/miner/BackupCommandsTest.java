package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Asked;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.server.CallFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups as operators make and check them. */
final class BackupCommandsTest {
  private static final String FILE = "/data/net/backup/miner.backup";

  @TempDir Path folder;

  static byte[] recorded() throws Exception {
    Path file = Path.of("..", "vectors", "lotus-rpc", "files", "miner-backup.json");
    return Base64.getDecoder()
        .decode(RpcJson.parse(Files.readString(file)).path("base64").asString());
  }

  @Test
  void aBackupIsMadeWhereTheMinerIsAndItSaysHowToVerifyIt() {
    try (ReplayingPeer miner = ReplayingPeer.miner().with("CreateBackup.ok").start()) {
      Ran ran = Ran.line("backup", "create", FILE, "--miner-api", miner.apiInfo());
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains(FILE).contains("written");
      assertThat(ran.err()).contains("sealwright backup verify");
      Asked last = miner.asked().getLast();
      assertThat(last.method()).isEqualTo("CreateBackup");
      assertThat(last.params().getFirst().asString()).isEqualTo(FILE);
    }
  }

  @Test
  void theMinersRefusalIsPassedOn() {
    try (ReplayingPeer miner = ReplayingPeer.miner().with("CreateBackup.outside-base").start()) {
      Ran ran = Ran.line("backup", "create", "/elsewhere/x", "--miner-api", miner.apiInfo());
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).contains("must be inside base path (/data/net/backup)");
    }
  }

  @Test
  void aMinerWithoutAFolderForBackupsIsExplained() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .answer(
                "CreateBackup",
                1,
                _ -> {
                  throw new CallFailed("LOTUS_BACKUP_BASE_PATH env var not set");
                })
            .start()) {
      Ran ran = Ran.line("backup", "create", FILE, "--miner-api", miner.apiInfo());
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).contains("set it to the folder of backups and restart the miner");
    }
  }

  @Test
  void aTokenThatIsTooWeakIsNamed() {
    try (ReplayingPeer miner =
        ReplayingPeer.miner()
            .with("CreateBackup.ok")
            .needs(Permission.ADMIN, "CreateBackup")
            .start()) {
      String info = miner.apiInfo(new Permissions(List.of("read")));
      Ran ran = Ran.line("backup", "create", FILE, "--miner-api", info);
      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).contains("CreateBackup").contains("--perm admin");
    }
  }

  @Test
  void aRelativePathIsRefusedBeforeAnythingIsAsked() {
    Ran ran = Ran.line("backup", "create", "miner.backup", "--miner-api", "http://127.0.0.1:1");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("give a path that starts with /");
  }

  @Test
  void theRecordedBackupIsSound() throws Exception {
    Path file = Files.write(folder.resolve("miner.backup"), recorded());
    Ran ran = Ran.line("backup", "verify", file.toString(), "--output", "json");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode facts = ran.json();
    assertThat(facts.path("status").asString()).isEqualTo("sound");
    assertThat(facts.path("miner").asString()).isEqualTo("f01000");
    assertThat(facts.path("sectors").asLong()).isEqualTo(3);
    assertThat(facts.path("states").toString())
        .isEqualTo("{\"Proving\":2,\"PreCommitBatchWait\":1}");
    assertThat(facts.path("highest_sector").asLong()).isEqualTo(2);
    assertThat(facts.path("next_sector").asLong()).isEqualTo(3);
    assertThat(Ran.line("backup", "verify", file.toString()).out())
        .contains("sound")
        .contains("Proving 2, PreCommitBatchWait 1");
  }

  @Test
  void aCutAndAnAlteredCopyAreRefusedInOneSentence() throws Exception {
    byte[] whole = recorded();
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, 100_000));
    Ran ran = Ran.line("backup", "verify", cut.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("the file ends too soon").hasLineCount(1);
    byte[] other = whole.clone();
    other[5000] ^= 1;
    Path altered = Files.write(folder.resolve("altered"), other);
    ran = Ran.line("backup", "verify", altered.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("is no whole backup").hasLineCount(1);
  }

  @Test
  void aFileThatIsNotThereIsAnInvalidRequest() {
    assertThat(Ran.line("backup", "verify", folder.resolve("none").toString()).code()).isEqualTo(2);
  }
}
