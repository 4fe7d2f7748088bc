package io.sealwright.engine.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of a real miner, read as facts. */
final class RecordedRecordsTest {
  private static final Path MINER = Path.of("../vectors/lotus-rpc/miner");

  /** Sent by {@code SectorRemove([5556])} and {@code SectorTerminate([5555])}: gotcha 1. */
  @ParameterizedTest
  @CsvSource({
    "after-remove-of-unknown-number, Removed",
    "after-terminate-of-unknown-number, Terminating"
  })
  void theTraceOfACommandOnANumberThatNeverWasIsBlank(String recording, String state)
      throws Exception {
    assertThat(record(recording)).isEqualTo(new LocalRecord.Blank(state));
  }

  @ParameterizedTest
  @CsvSource({
    "state-Removed, REMOVED, false",
    "state-TerminateFinality, TERMINATING, true",
    "state-Terminating, TERMINATING, true"
  })
  void theRecordOfASectorHasItsStage(String recording, Stage stage, boolean takesCommands)
      throws Exception {
    LocalRecord record = record(recording);
    assertThat(record).isInstanceOf(LocalRecord.Kept.class);
    assertThat(((LocalRecord.Kept) record).stage()).isEqualTo(stage);
    assertThat(record.takesCommands()).isEqualTo(takesCommands);
  }

  @Test
  void everyStateThatHasANameHasAStage() {
    assertThat(SectorStates.ALL).allMatch(state -> Stage.ofLotus(state) != Stage.UNKNOWN);
    assertThat(Stage.ofLotus("Remomved")).isEqualTo(Stage.UNKNOWN);
  }

  private static LocalRecord record(String recording) throws IOException, UnexpectedJson {
    String text = Files.readString(MINER.resolve("Filecoin.SectorsStatus." + recording + ".json"));
    var result = RpcJson.parse(text).get("response").get("result");
    return LocalRecord.of(SectorJson.STATUS.decode(result));
  }
}
