package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code docs/operating/recovery.md} tells operators to type, with small sectors. */
final class RecoveryDocTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "operating", "recovery.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyCommandOfTheDocumentWorks() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    Path pieces = Files.createDirectories(work.resolve("data/pieces"));
    Golden.piece(pieces.resolve("deal.car"), 2032);
    Files.createDirectory(work.resolve("data/store"));
    RecordedSectors.backup(work.resolve("data/miner.backup"));
    GoldenPeers peers = new GoldenPeers(folder);
    try (ReplayingPeer node = peers.node();
        ReplayingPeer miner = peers.miner()) {
      List<String> environment =
          List.of(
              "env",
              "FULLNODE_API_INFO=" + node.apiInfo(Permissions.of(Permission.READ)),
              "MINER_API_INFO=" + miner.apiInfo(Permissions.of(Permission.READ)));
      run(work, environment);
    }
    assertThat(Golden.sha256(work.resolve("data/sector/sealed/s-t01000-43")))
        .isEqualTo(new Golden("2k-v1_1").sealed(43));
  }

  /** Commands depend on the files of those before them, as they do for who reads the document. */
  private static void run(Path work, List<String> environment) throws Exception {
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(7);
    for (String command : commands) {
      RealProgram.Ended ended =
          RealProgram.forTinySectors(work)
              .startedBy(environment)
              .run(command.replace("/data", work + "/data").split("\\s+"));
      assertThat(ended.code()).as(command + "\n" + ended.err()).isZero();
    }
  }

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(DOCUMENT).replace("\\\n", " "))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.substring("sealwright ".length()))
        .forEach(commands::add);
    return commands;
  }
}
