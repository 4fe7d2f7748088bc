package io.sealwright.engine.removal;

import static io.sealwright.engine.removal.Cases.HEAD;
import static io.sealwright.engine.removal.Cases.NO_FILES;
import static io.sealwright.engine.removal.Cases.SECTOR;
import static io.sealwright.engine.removal.Cases.TODAY;
import static io.sealwright.engine.removal.Cases.facts;
import static io.sealwright.engine.removal.Cases.faulty;
import static io.sealwright.engine.removal.Cases.job;
import static io.sealwright.engine.removal.Cases.never;
import static io.sealwright.engine.removal.Cases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.removal.Action.Means;
import io.sealwright.engine.removal.ChainStanding.Ending;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A permit lives as long as what it rests on. */
final class PermitTest {
  private static final DeletionPlanner PLANNER = new DeletionPlanner(TODAY);
  private static final SectorFacts FACTS = facts(never(), "SealPreCommit1Failed", NO_FILES);
  private static final Permit PERMIT = PLANNER.plan(FACTS, Intent.CLEAN_UP).permits().getFirst();

  @Test
  void itNamesSectorActionAndFacts() {
    assertThat(PERMIT.sector()).isEqualTo(SECTOR);
    assertThat(PERMIT.action()).isEqualTo(new Action.Remove(Means.MINER));
    assertThat(PERMIT.facts()).isEqualTo(FACTS);
  }

  @Test
  void itHoldsWhileFactsStayAsTheyWere() {
    long last = HEAD.height() + Permit.LIFE.epochs();
    assertThat(PLANNER.confirms(PERMIT, FACTS)).isTrue();
    assertThat(PLANNER.confirms(PERMIT, Cases.at(FACTS, last))).isTrue();
    assertThat(PLANNER.confirms(PERMIT, Cases.at(FACTS, last + 1))).isFalse();
  }

  @Test
  void aHeadThatWentBackEndsIt() {
    assertThat(PLANNER.confirms(PERMIT, Cases.at(FACTS, HEAD.height() - 1))).isFalse();
  }

  @Test
  void anythingThatForbidsTheActionEndsIt() {
    assertThat(PLANNER.confirms(PERMIT, with(FACTS, InFlight.PRE_COMMIT))).isFalse();
    assertThat(PLANNER.confirms(PERMIT, with(FACTS, new LocalRecord.Absent()))).isFalse();
    SectorFacts busy =
        facts(
            never(),
            "SealPreCommit1Failed",
            NO_FILES,
            job("seal/v0/precommit/1", new JobState.Running()));
    assertThat(PLANNER.confirms(PERMIT, busy)).isFalse();
    assertThat(PLANNER.confirms(PERMIT, facts(faulty(9), "SealPreCommit1Failed", NO_FILES)))
        .isFalse();
  }

  @Test
  void onlyThePlannerMakesOne() {
    assertThat(Permit.class.getDeclaredConstructors())
        .extracting(Constructor::getModifiers)
        .allMatch(modifiers -> !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers));
    assertThat(Modifier.isFinal(Permit.class.getModifiers())).isTrue();
  }

  /** The draft checks what the branches decide: a wrong branch is a bug, not a lost sector. */
  @ParameterizedTest
  @MethodSource("expected")
  void aDraftRefusesAPermitThatTheChainForbids(ChainStanding chain) {
    Draft draft = new Draft(TODAY, facts(chain, "Proving", NO_FILES), Intent.END);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.step(new Action.Remove(Means.MINER), Reason.WANTED));
  }

  private static List<ChainStanding> expected() {
    return List.of(
        faulty(9),
        Cases.preCommitted(9),
        Cases.ended(Ending.TERMINATED, 900),
        new ChainStanding.Unknown("the node is down"));
  }

  @Test
  void aDraftRefusesToNameANumberToAMinerThatDoesNotKnowIt() {
    SectorFacts unknown = with(facts(never(), "Packing", NO_FILES), new LocalRecord.Absent());
    Draft draft = new Draft(TODAY, unknown, Intent.END);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.offer(new Action.SetBack("Packing"), Reason.WANTED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.step(new Action.Remove(Means.FILES), Reason.WANTED));
  }
}
