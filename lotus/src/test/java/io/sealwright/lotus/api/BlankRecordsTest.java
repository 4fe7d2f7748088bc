package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.protocol.address.NetworkLetter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A miner makes records of numbers it never had, here 4444, 5555, 5556 and 5557: they are told from
 * real sectors.
 */
final class BlankRecordsTest {
  private static final Path MINER = Path.of("../vectors/lotus-rpc/miner");

  @Test
  void onlyTheRecordsOfUnknownNumbersAreBlank() throws Exception {
    var form = MinerApi.of(NetworkLetter.TESTNET).sectors().status().result();
    Set<String> blank = new TreeSet<>();
    try (Stream<Path> files = Files.list(MINER)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        JsonNode response = RpcJson.parse(Files.readString(file)).path("response");
        if (name.startsWith("Filecoin.SectorsStatus.") && response.has("result")) {
          SectorStatus status = form.decode(response.path("result"));
          if (status.isBlank()) {
            blank.add(name.substring("Filecoin.SectorsStatus.".length()));
          }
        }
      }
    }

    assertThat(blank)
        .containsExactly(
            "after-remove-of-unknown-number.json",
            "after-terminate-of-unknown-number.json",
            "after-update-to-unknown-state.json",
            "blank-record-after-SectorStartSealing-of-unknown-number.json",
            "blank-record-after-SectorsUpdate.json");
  }
}
