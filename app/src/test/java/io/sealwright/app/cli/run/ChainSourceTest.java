package io.sealwright.app.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.cli.connect.Peer;
import io.sealwright.app.cli.connect.Surroundings;
import io.sealwright.app.config.ConfigFile;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.LogSettings;
import io.sealwright.app.config.table.Base;
import io.sealwright.app.daemon.Daemon;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.protocol.SectorSize;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a miner's process has its chain from. */
final class ChainSourceTest {
  private static final String NOBODY = "http://127.0.0.1:1";

  @TempDir Path folder;

  @Test
  void aNodeIsSaidToBeNamedByTheVariableThatCountsBeforeTheConfiguration() throws Exception {
    String toml = "[miner]\nfull-node-api = \"http://10.0.0.5:1234\"\n";
    Configuration.Miner config =
        ((ConfigFile.Outcome.Sound) ConfigFile.read(toml, new Base(folder, folder, Map.of())))
            .configuration()
            .miner();
    assertThat(named(config, Map.of("FULLNODE_API_INFO", "http://10.0.0.6:1234")))
        .extracting(ApiPlace::origin, ApiPlace::addresses)
        .containsExactly("FULLNODE_API_INFO", "http://10.0.0.6:1234");
    assertThat(named(config, Map.of()).origin()).isEqualTo("miner.full-node-api");
  }

  private ApiPlace named(Configuration.Miner config, Map<String, String> variables)
      throws Exception {
    return ChainSource.named(config, true, new Surroundings(variables, folder)).orElseThrow();
  }

  @Test
  void theLogSaysWhichNodesWerePassedOver() throws Exception {
    Daemon.Settings settings =
        new Daemon.Settings(
            "trial",
            new LogSettings(
                folder, LogSettings.Level.INFO, LogSettings.Lines.TEXT, 1 << 20, 3, 1 << 24),
            InetSocketAddress.createUnresolved("127.0.0.1", 0),
            Duration.ofSeconds(1));
    try (ReplayingPeer node = ReplayingPeer.fullNode().start();
        MinerFolder data = MinerFolder.take(folder.resolve("data"));
        Daemon daemon = Daemon.begin(settings)) {
      ApiPlace place =
          new ApiPlace(
              Peer.FULL_NODE,
              ApiAddress.parseAll(NOBODY + "," + node.apiInfo()),
              "FULLNODE_API_INFO");
      MinerNode.Terms terms =
          new MinerNode.Terms(
              ChainSource.MINER,
              SectorSize.KIB_2,
              data,
              Duration.ofSeconds(1),
              () -> Optional.of(place));
      ChainSource.ofNode(terms, daemon);
      assertThat(Files.readAllLines(folder.resolve("trial.log")))
          .filteredOn(line -> line.contains(" serves as the full node"))
          .singleElement()
          .asString()
          .contains("WARN", NOBODY + " does not answer");
    }
  }
}
