package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.ReplayingPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs what {@code docs/operating/miner.md} tells operators to type, against recorded answers. */
final class MinerDocTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Path DOCUMENT = Path.of("..", "docs", "operating", "miner.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyCommandOfTheDocumentWorks() throws Exception {
    Files.write(folder.resolve("miner.backup"), BackupCommandsTest.recorded());
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(20);
    try (ReplayingPeer miner = miner();
        ReplayingPeer node = node()) {
      for (String command : commands) {
        List<String> line =
            new ArrayList<>(
                List.of(
                    command
                        .replace("verify miner.backup", "verify " + folder + "/miner.backup")
                        .split("\\s+")));
        if (!command.startsWith("backup verify")) {
          line.addAll(List.of("--miner-api", miner.apiInfo()));
        }
        if (command.matches("(info|sectors|proving).*")) {
          line.addAll(List.of("--full-node-api", node.apiInfo()));
        }
        for (String language : List.of("en", "zh")) {
          List<String> spoken = new ArrayList<>(line);
          spoken.addAll(List.of("--lang", language));
          Ran ran = Ran.line(spoken.toArray(String[]::new));
          assertThat(ran.code()).as(command + "\n" + ran.err()).isZero();
          assertThat(ran.out()).as(command).isNotBlank();
        }
      }
    }
  }

  private static ReplayingPeer miner() {
    return ReplayingPeer.miner()
        .with(
            "RuntimeSubsystems",
            "StartTime",
            "LogAlerts",
            "SectorsSummary.later",
            "WorkerStats.queued-c2",
            "WorkerJobs.queued-c2",
            "CreateBackup.ok",
            "StorageLocal",
            "StorageList")
        .withAny(
            "SealingSchedDiag.queued-c2",
            "SectorsStatus.state-Proving.on-chain",
            "StorageFindSector.type-2",
            "StorageStat.local",
            "StorageInfo.local")
        .answer("SectorsList", 0, NODES.arrayNode().add(10))
        .answer("SectorsListInStates", 1, NODES.arrayNode().add(10))
        .start();
  }

  private static ReplayingPeer node() {
    return ReplayingPeer.fullNode()
        .with("ChainHead", "StateMarketBalance", "StateMinerDeadlines.later")
        .withAny(
            "StateMinerInfo",
            "StateMinerPower.later",
            "StateMinerSectorCount.later",
            "StateMinerProvingDeadline.later",
            "StateGetActor.later",
            "ChainReadObj.miner-state",
            "WalletBalance")
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

  private static List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.substring("sealwright ".length()))
        .forEach(commands::add);
    return commands;
  }
}
