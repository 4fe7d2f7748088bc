package io.sealwright.app.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.RealProgram;
import io.sealwright.app.RealProgram.Ended;
import io.sealwright.app.RealProgram.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} begins with, and what it refuses so that nothing is begun by mistake. */
final class UpTest {
  private static final int REFUSED = 3;
  private static final int UNREACHABLE = 4;
  private static final int INVALID = 2;
  private static final String NOBODY = "full-node-api = \"/ip4/127.0.0.1/tcp/1/http\"";
  private static final String TINY = "sector-size = \"2KiB\"";
  private static final long BETWEEN_LOOKS = 100;

  @TempDir Path folder;

  private String configured(String miner, String sealing) throws IOException {
    Path file = folder.resolve("up.toml");
    for (String path : new String[] {"bench", "store", "keys"}) {
      Files.createDirectories(folder.resolve(path));
    }
    Files.writeString(
        file,
        """
        [miner]
        data = "data"
        listen = "127.0.0.1:0"
        %s
        [[storage]]
        path = "bench"
        store = false
        [[storage]]
        path = "store"
        seal = false
        [sealing]
        %s
        [proving]
        parameters = "keys"
        [health]
        listen = "127.0.0.1:0"
        """
            .formatted(miner, sealing));
    return file.toString();
  }

  private Ran up(String miner, String sealing) throws IOException {
    return Ran.line("up", "--config", configured(miner, sealing));
  }

  private Path chain() {
    return folder.resolve("data/devchain");
  }

  /** Whoever forgot to name the node would else find a toy where the miner should be. */
  @Test
  void aChainOfItsOwnIsBegunOnlyOfSmallSectors() throws Exception {
    Ran refused = up("", "");
    assertThat(refused.code()).isEqualTo(INVALID);
    assertThat(refused.err())
        .contains("no full node runs here, and the configuration names none")
        .contains("sealing.sector-size");
    assertThat(chain()).doesNotExist();
  }

  @Test
  void aNamedNodeThatDoesNotAnswerIsNoReasonToBeginAChain() throws Exception {
    Ran refused = up("address = \"f01000\"\n" + NOBODY, TINY);
    assertThat(refused.code()).isEqualTo(UNREACHABLE);
    assertThat(refused.err()).contains("127.0.0.1:1");
    assertThat(Files.readString(folder.resolve("data/log/up.log")))
        .contains("up has failed: the full node at http://127.0.0.1:1 does not answer");
    assertThat(chain()).doesNotExist();
  }

  @Test
  void aFolderThatBeganWithANodeGetsNoChainOfItsOwn() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/api-secret"), "00".repeat(32));
    Ran refused = up("", TINY);
    assertThat(refused.code()).isEqualTo(UNREACHABLE);
    assertThat(refused.err()).contains("began with a full node, and none is named now");
    assertThat(chain()).doesNotExist();
  }

  @Test
  @Timeout(300)
  void aFolderIsOneProcesssAndStaysWithTheChainItBeganWith() throws Exception {
    String file = configured("", TINY);
    try (Running first = RealProgram.forTinySectors(folder).start("up", "--config", file)) {
      awaitHealth(first);
      assertThat(chain()).isDirectory();
      assertThat(folder.resolve("data/keystore"))
          .as("without it lotus-miner takes the folder for no repository")
          .isDirectory();
      Ran second = up("", TINY);
      assertThat(second.code()).isEqualTo(REFUSED);
      assertThat(second.err()).contains("another miner works in");
      Ran wrong = minerOfLargerSectors();
      assertThat(wrong.code()).isEqualTo(INVALID);
      assertThat(wrong.err())
          .contains("the sectors of f01000 have 2KiB, and sealing.sector-size says 8MiB");
      first.process().destroy();
      assertThat(first.end().code()).isZero();
    }
    Ran other = up("address = \"f01000\"\n" + NOBODY, TINY);
    assertThat(other.code()).isEqualTo(REFUSED);
    assertThat(other.err()).contains("began with a dev chain of its own");
    Ran resized = up("", "sector-size = \"8MiB\"");
    assertThat(resized.code()).isEqualTo(REFUSED);
    assertThat(resized.err()).contains("began with --sector-size 2KiB");
  }

  private Ran minerOfLargerSectors() throws IOException {
    String node =
        "address = \"f01000\"\nfull-node-api = \"%s:%s\""
            .formatted(
                Files.readString(chain().resolve("token")).strip(),
                Files.readString(chain().resolve("api")).strip());
    Path file = Path.of(configured(node, "sector-size = \"8MiB\""));
    Files.writeString(file, Files.readString(file).replace("\"data\"", "\"other\""));
    return Ran.line("miner", "run", "--withheld-proofs", "--config", file.toString());
  }

  /** Commands for a node find the chain by this variable, and the shell has it for up, too. */
  @Test
  @Timeout(300)
  void goesOnWithItsOwnChainWhereTheRepositoryOfThatIsNamedAsTheNodes() throws Exception {
    String file = configured("", TINY);
    RealProgram program =
        RealProgram.forTinySectors(folder).startedBy(List.of("env", "LOTUS_PATH=" + chain()));
    try (Running first = program.start("up", "--config", file)) {
      awaitHealth(first);
      Ended second = program.run("up", "--config", file);
      assertThat(second.code()).isEqualTo(REFUSED);
      assertThat(second.err()).contains("another miner works in");
      first.process().destroyForcibly().waitFor();
    }
    try (Running afterKill = program.start("up", "--config", file)) {
      awaitHealth(afterKill);
      afterKill.process().destroy();
      assertThat(afterKill.end().code()).isZero();
    }
    try (Running afterStop = program.start("up", "--config", file)) {
      awaitHealth(afterStop);
    }
  }

  private static void awaitHealth(Running up) throws IOException, InterruptedException {
    while (!Files.readString(up.out(), UTF_8).contains("health: ")) {
      assertThat(up.process().isAlive()).as(Files.readString(up.err(), UTF_8)).isTrue();
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
