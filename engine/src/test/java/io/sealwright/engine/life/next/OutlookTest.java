package io.sealwright.engine.life.next;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Trouble;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators are told of what is decided. */
final class OutlookTest {
  private static final Given PROMISED =
      new Given(
          NetworkRules.devnet(new NetworkVersion(25)),
          new ChainStanding.PreCommitted(
              Specimens.COMM_R, Specimens.TICKET_EPOCH, Specimens.LANDED, Specimens.DEPOSIT));

  private static final EpochSpan TWELVE = new EpochSpan(12);

  /** Lotus's pause of a minute doubles with each failure; the decision stands before it is over. */
  @Test
  void aFailedSectorSaysWhereItGoesOnWhileItPauses() {
    SectorState failed =
        new SectorState.Failed(
            new SectorState.Commit1(Specimens.SEEDED), Specimens.trouble(Trouble.Kind.INPUT_LOST));
    Facts facts = PROMISED.failures(FailedStep.COMMIT_1, 2).pausedFor(30).at(600);
    Outlook outlook = Outlook.of(failed, facts);
    assertThat(outlook.step()).isEqualTo(Outlook.Step.RETRY);
    assertThat(outlook.about()).isEqualTo("pre_commit_1");
    assertThat(outlook.reason()).isEqualTo(Reason.REPLICA_LOST);
    assertThat(outlook.time()).contains(facts.now().plusSeconds(90));
    assertThat(outlook.failed()).contains(FailedStep.COMMIT_1);
    assertThat(outlook.failures()).isEqualTo(2);
  }

  @Test
  void aSectorOnItsWaySaysWhatItNeedsOrUntilWhenItWaits() {
    Outlook task = Outlook.of(new SectorState.Commit1(Specimens.SEEDED), PROMISED.at(600));
    assertThat(task.step()).isEqualTo(Outlook.Step.RUN);
    assertThat(task.about()).isEqualTo("C1");
    Outlook seed = Outlook.of(new SectorState.WaitSeed(Specimens.PRE_COMMITTED), PROMISED.at(540));
    assertThat(seed.step()).isEqualTo(Outlook.Step.WAIT);
    assertThat(seed.reason()).isEqualTo(Reason.SEED_TO_COME);
    assertThat(seed.epoch()).contains(new Epoch(552));
    assertThat(seed.left()).as("12 epochs").contains(PROMISED.at(540).rules().duration(TWELVE));
    assertThat(seed.failed()).isEmpty();
  }

  /** The one who proves windows sends it, which may be most of a proving period away. */
  @Test
  void aSectorThatIsBackSaysThatItIsDeclaredBeforeItsWindow() {
    Given faulty =
        new Given(
            PROMISED.rules(),
            new ChainStanding.Faulty(
                Specimens.COMM_R, Specimens.ACTIVATED, Specimens.EXPIRES, false));
    SectorState back = new SectorState.FaultReported(Specimens.LIVE, Optional.empty());
    Outlook outlook = Outlook.of(back, faulty.at(Specimens.ACTIVATED.height() + 1));
    assertThat(outlook.step()).isEqualTo(Outlook.Step.DECLARE);
    assertThat(outlook.about()).isEqualTo("declare_recovery");
  }

  @Test
  void aSectorThatWasGivenUpSaysWhy() {
    SectorState stopped =
        new SectorState.FailedUnrecoverable(
            new SectorState.WaitSeed(Specimens.PRE_COMMITTED), Reason.OTHER_REPLICA);
    Outlook outlook = Outlook.of(stopped, PROMISED.at(600));
    assertThat(outlook.step()).isEqualTo(Outlook.Step.REST);
    assertThat(outlook.reason()).isEqualTo(Reason.OTHER_REPLICA);
  }
}
