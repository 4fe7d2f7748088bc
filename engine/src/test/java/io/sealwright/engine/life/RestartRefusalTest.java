package io.sealwright.engine.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorEvent.Retry;
import io.sealwright.engine.life.SectorState.Failed;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points are named as operators name states, in what is asked and in what is refused. */
final class RestartRefusalTest {
  private static String refused(SectorState state, RestartPoint point) {
    return Transitions.on(state, new Retry(point, Reason.OPERATOR))
            instanceof Outcome.Refused(String why)
        ? why
        : "";
  }

  @Test
  void aRefusalNamesStatesAndSaysWhatIsInTheWay() {
    SectorState young =
        new Failed(new SectorState.PreCommit1(Specimens.TICKETED), Specimens.HOST_TROUBLE);
    SectorState promised =
        new Failed(new SectorState.Commit1(Specimens.SEEDED), Specimens.HOST_TROUBLE);
    SectorState live =
        new Failed(new SectorState.FinalizeSector(Specimens.ON_CHAIN), Specimens.HOST_TROUBLE);
    assertThat(refused(young, RestartPoint.WAIT_SEED))
        .isEqualTo(
            "a sector in SealPreCommit1Failed does not go on from WaitSeed: it has not come so"
                + " far");
    assertThat(refused(young, RestartPoint.FINALIZE))
        .endsWith("does not go on from FinalizeSector: its proof is not on the chain");
    assertThat(refused(young, RestartPoint.COMMIT_WAIT))
        .endsWith("from CommitAggregateWait: it waits for no such message");
    assertThat(refused(promised, RestartPoint.GET_TICKET))
        .endsWith("from GetTicket: its pre-commit is on the chain, with its ticket");
    assertThat(refused(live, RestartPoint.COMMIT_2))
        .endsWith(
            "in FinalizeFailed does not go on from commit_2: its proof is on the chain already");
    assertThat(refused(new SectorState.Proving(Specimens.LIVE), RestartPoint.PACKING))
        .endsWith("in Proving does not go on from Packing: it has not failed");
  }

  @Test
  void everyRefusalIsInWords() {
    for (SectorState state : Specimens.all()) {
      for (RestartPoint point : RestartPoint.values()) {
        assertThat(refused(state, point)).doesNotContain("Retry", "_WAIT", "FINALIZE");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Packing, PACKING",
    "committing, COMMIT_1",
    "PRECOMMITTING, PRE_COMMIT",
    "SubmitPreCommitBatch, PRE_COMMIT",
    "CommitWait, COMMIT_WAIT",
    "FinalizeSector, FINALIZE",
    "CommitFinalize, FINALIZE",
    "Removing, REMOVE",
    "FaultReported, MEND",
    "Proving,",
    "Removed,",
    "commit_2,"
  })
  void aStateOfLotusIsAPointWhateverItsCase(String state, RestartPoint point) {
    assertThat(RestartPoint.ofState(state).orElse(null)).isEqualTo(point);
  }

  @Test
  void everyPointCanBeNamed() {
    for (RestartPoint point : RestartPoint.values()) {
      assertThat(RestartPoint.named(point.stateName())).contains(point);
      assertThat(RestartPoint.named(point.name().toLowerCase(Locale.ROOT))).contains(point);
    }
    assertThat(RestartPoint.named("NoSuchState")).isEmpty();
    assertThat(RestartPoint.stateNames()).doesNotContain("commit_2").contains("WaitSeed");
  }
}
