package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.ServedCluster;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.serving.ActionRefused;
import io.sealwright.engine.serving.MinerActions;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is said of a sector of our own: where it stands, what comes next, and why. */
final class SectorStatusTest {
  private static final Outlook RETRY =
      new Outlook(
          Outlook.Step.RETRY,
          "pre_commit_1",
          Reason.LAYERS_LOST,
          Optional.empty(),
          Optional.of(ServedCluster.NOW.plusSeconds(120)),
          Optional.of(FailedStep.PRE_COMMIT_2),
          2);

  @Test
  void aFailedSectorSaysWhatItsTableDecidesAndWhy() throws Exception {
    try (ServedCluster cluster = new ServedCluster(deciding(RETRY))) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("Next +go on from pre_commit_1\n")
          .containsPattern("Why +its layers are gone or damaged: P1 makes")
          .containsPattern("Not before +2026-11-23T06:40:00Z\n")
          .containsPattern("Failures in a row +pre_commit_2: 2\n");
      assertThat(cluster.run("sectors", "status", "3", "--lang", "zh").out())
          .contains("从 pre_commit_1 继续", "层文件丢失或损坏");
      JsonNode next = cluster.run("sectors", "status", "3", "--output", "json").json().path("next");
      assertThat(next.path("step").asString()).isEqualTo("retry");
      assertThat(next.path("about").asString()).isEqualTo("pre_commit_1");
      assertThat(next.path("reason").asString()).isEqualTo("layers_lost");
      assertThat(next.path("time").asString()).isEqualTo("2026-11-23T06:40:00Z");
      assertThat(next.path("epoch").isNull()).isTrue();
      assertThat(next.path("failed").asString()).isEqualTo("pre_commit_2");
      assertThat(next.path("failures").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aSectorOnItsWaySaysWhatItWaitsFor() throws Exception {
    Outlook wait =
        new Outlook(
            Outlook.Step.WAIT,
            "",
            Reason.SEED_TO_COME,
            Optional.of(new Epoch(552)),
            Optional.empty(),
            Optional.empty(),
            0);
    try (ServedCluster cluster = new ServedCluster(deciding(wait))) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("Next +wait\n")
          .containsPattern("At epoch +552\n")
          .doesNotContain("Failures in a row");
    }
  }

  @Test
  void theRecordIsShownWhereItCannotBeDecided() throws Exception {
    try (ServedCluster cluster = new ServedCluster()) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("State +Packing\n")
          .containsPattern("Deals +-\n")
          .containsPattern("Next +not known: the miner refuses: nothing is ended here: outlook");
      JsonNode json = cluster.run("sectors", "status", "3", "--output", "json").json();
      assertThat(json.path("next").isNull()).isTrue();
      assertThat(json.path("next_unknown").asString()).contains("the miner refuses");
    }
  }

  @Test
  void theLogSaysWhyASectorWentBack() throws Exception {
    try (ServedCluster cluster = new ServedCluster(deciding(RETRY))) {
      SectorId sector = pledge(cluster);
      var sectors = cluster.database().sectors();
      sectors.append(
          sector,
          new SectorEvent.StepFailed(
              FailedStep.ADD_PIECE, new Trouble(Trouble.Kind.HOST, "no space on bench")),
          ServedCluster.NOW);
      sectors.append(
          sector, new SectorEvent.Retry(RestartPoint.PACKING, Reason.TRY_AGAIN), ServedCluster.NOW);
      sectors.append(sector, new SectorEvent.Stop(Reason.NUMBER_TAKEN), ServedCluster.NOW);
      assertThat(cluster.run("sectors", "status", "3", "--log").out())
          .contains("    packing: try again\n", "    number taken\n", "\"Reason\":\"try_again\"");
    }
  }

  private static SectorId pledge(ServedCluster cluster) {
    Pledge pledge = new Pledge(ServedCluster.MINER, ServedCluster.PROOF, new EpochSpan(1_555_200));
    return cluster.database().sectors().pledge(pledge, new SectorNumber(3), ServedCluster.NOW);
  }

  private static MinerActions deciding(Outlook outlook) {
    return (MinerActions)
        Proxy.newProxyInstance(
            MinerActions.class.getClassLoader(),
            new Class<?>[] {MinerActions.class},
            (_, method, _) -> {
              if (method.getName().equals("outlook")) {
                return outlook;
              }
              throw new ActionRefused("nothing is done here: " + method.getName());
            });
  }
}
