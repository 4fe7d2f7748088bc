package io.sealwright.app.cli.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.ServedCluster;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.serving.ActionRefused;
import io.sealwright.engine.serving.MinerActions;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
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
          Optional.empty(),
          Optional.of(ServedCluster.NOW.plusSeconds(120)),
          Optional.of(FailedStep.PRE_COMMIT_2),
          2);

  @Test
  void aFailedSectorSaysWhatItsTableDecidesAndWhy() throws Exception {
    try (ServedCluster cluster = new ServedCluster(deciding(RETRY))) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("Next step +go on from pre_commit_1\n")
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
  void aSectorOnItsWaySaysWhatItWaitsForAndAboutUntilWhen() throws Exception {
    try (ServedCluster cluster = new ServedCluster(deciding(waiting(Reason.SEED_TO_COME, 330)))) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("Next step +wait\n")
          .containsPattern(
              "At epoch +552 \\(in 5 minutes 30 seconds\\): its seed can be taken then\n")
          .doesNotContain("Failures in a row");
      assertThat(cluster.run("sectors", "status", "3", "--lang", "zh").out())
          .contains("552 (5 分钟 30 秒后): 届时可以取得种子");
      JsonNode next = cluster.run("sectors", "status", "3", "--output", "json").json().path("next");
      assertThat(next.path("epoch").asLong()).isEqualTo(552);
      assertThat(next.path("seconds").asLong()).isEqualTo(330);
    }
  }

  /** The end of a life is nothing to be waited for: that is said beside its epoch. */
  @Test
  void ofASectorThatIsWellTheEpochIsTheEndOfItsLife() throws Exception {
    try (ServedCluster cluster = new ServedCluster(deciding(waiting(Reason.ON_DUTY, 86_400 * 9)))) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("At epoch +552 \\(in 1 week 2 days\\): its life on the chain ends then");
    }
  }

  /** Lotus lists a 0 for a piece of no deal. */
  @Test
  void whereThereAreNoDealsThatIsSaid() throws Exception {
    try (ServedCluster cluster = new ServedCluster(deciding(RETRY))) {
      SectorId sector = pledge(cluster);
      PaddedSize whole = new PaddedSize(ServedCluster.PROOF.size().bytes());
      List<Piece> zeros = List.of(new Piece(whole, Pieces.zero(whole)));
      cluster
          .database()
          .sectors()
          .append(sector, new SectorEvent.Packed(zeros, new Place("bench")), ServedCluster.NOW);
      assertThat(cluster.run("sectors", "status", "3").out()).containsPattern("Deals +none\n");
      JsonNode json = cluster.run("sectors", "status", "3", "--output", "json").json();
      assertThat(json.path("deals").values()).allMatch(deal -> deal.asLong() == 0).hasSize(1);
    }
  }

  private static Outlook waiting(Reason reason, long seconds) {
    return new Outlook(
        Outlook.Step.WAIT,
        "",
        reason,
        Optional.of(new Epoch(552)),
        Optional.of(Duration.ofSeconds(seconds)),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @Test
  void theRecordIsShownWhereItCannotBeDecided() throws Exception {
    try (ServedCluster cluster = new ServedCluster()) {
      pledge(cluster);
      assertThat(cluster.run("sectors", "status", "3").out())
          .containsPattern("State +Packing\n")
          .containsPattern(
              "Next step +not known: the miner refuses: nothing is ended here: outlook");
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
