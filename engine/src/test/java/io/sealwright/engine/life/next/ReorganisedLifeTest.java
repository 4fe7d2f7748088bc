package io.sealwright.engine.life.next;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Transitions;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of stored sectors when a reorganisation deeper than was counted on undoes them. */
final class ReorganisedLifeTest {
  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(25));
  private static final MessageFate GONE = new MessageFate.Superseded();
  private static final MessageFate REFUSED = new MessageFate.Landed(new Epoch(600), code(16));
  private static final Epoch AGAIN = new Epoch(640);
  private static final Sent SECOND = Specimens.sent(9);

  @ParameterizedTest
  @MethodSource("stored")
  void aStoredSectorIsProvenAgainWithItsOldProofAndIsWhereItWas(SectorState state) {
    Given undone = promised(Specimens.LANDED).fate(Specimens.COMMIT, GONE);
    SectorState waiting = settled(state, undone, 630);
    assertThat(waiting.name()).isEqualTo("SubmitCommitAggregate");
    assertThat(waiting.known().place()).contains(Specimens.STORE);
    Next next = Lifecycle.next(waiting, undone.at(630));
    assertThat(next)
        .isEqualTo(new Next.Send(new Request.ProveCommit(Specimens.PROVEN), Reason.NEXT_STEP));

    SectorState sent = after(waiting, new SectorEvent.CommitSent(SECOND));
    assertThat(sent.name()).isEqualTo("CommitAggregateWait");
    assertThat(sent.message()).contains(SECOND);
    Given pending = undone.fate(SECOND, new MessageFate.Pending());
    assertThat(Lifecycle.next(sent, pending.at(631)).reason()).isEqualTo(Reason.MESSAGE_UNDER_WAY);

    SectorState proven = settled(sent, active(), 645);
    assertThat(proven)
        .isEqualTo(
            new SectorState.Proving(
                new Evidence.Live(
                    new Evidence.Activated(
                        Specimens.PROVEN, Optional.of(SECOND), AGAIN, Specimens.EXPIRES),
                    Specimens.STORE)));
  }

  /** Its window passed while it was proven again. */
  @Test
  void aStoredSectorThatIsProvenAgainAndFaultyGoesToItsRecovery() {
    SectorState waiting =
        settled(live(), promised(Specimens.LANDED).fate(Specimens.COMMIT, GONE), 630);
    ChainStanding faulty =
        new ChainStanding.Faulty(Specimens.COMM_R, AGAIN, Specimens.EXPIRES, false);
    SectorState found = settled(waiting, new Given(RULES, faulty), 645);
    assertThat(found).isInstanceOf(SectorState.FaultReported.class);
    assertThat(found.known().place()).contains(Specimens.STORE);
    assertThat(found.known().find(Evidence.Activated.class).flatMap(Evidence.Activated::message))
        .as("the first message, for no second was sent")
        .contains(Specimens.COMMIT);
  }

  @Test
  void aStoredSectorWaitsWhileItsMessagesMayLandAgain() {
    Given waiting = promised(Specimens.LANDED).fate(Specimens.COMMIT, new MessageFate.Pending());
    assertThat(settled(live(), waiting, 630)).isEqualTo(live());
    Given absent =
        new Given(RULES, new ChainStanding.Absent())
            .fate(Specimens.PRE_COMMIT, new MessageFate.Pending())
            .fate(Specimens.COMMIT, GONE);
    assertThat(settled(live(), absent, 630)).isEqualTo(live());
    SectorState again =
        settled(live(), promised(Specimens.LANDED).fate(Specimens.COMMIT, GONE), 630);
    assertThat(settled(again, absent, 630)).isEqualTo(again);
    assertThat(Lifecycle.next(again, absent.at(630)).reason()).isEqualTo(Reason.UNDONE_FOR_NOW);
  }

  /** A node that is behind knows nothing of it either, and no message says that it is lost. */
  @Test
  void aStoredSectorWaitsForAPromiseOfWhichNoMessageIsKnown() {
    Evidence.PreCommitted found =
        new Evidence.PreCommitted(
            Specimens.REPLICATED, Optional.empty(), Specimens.LANDED, Specimens.DEPOSIT);
    Evidence.Seeded seeded = new Evidence.Seeded(found, Specimens.SEED);
    Evidence.Proven proven = new Evidence.Proven(new Evidence.Opened(seeded), Specimens.PROOF);
    Evidence.Activated activated =
        new Evidence.Activated(
            proven, Optional.of(Specimens.COMMIT), Specimens.ACTIVATED, Specimens.EXPIRES);
    SectorState again =
        new SectorState.Reproving(new Evidence.Live(activated, Specimens.STORE), Optional.empty());
    Given absent = new Given(RULES, new ChainStanding.Absent()).fate(Specimens.COMMIT, GONE);
    assertThat(Lifecycle.next(again, absent.at(630)).reason()).isEqualTo(Reason.UNDONE_FOR_NOW);
  }

  @Test
  void aRefusalOfTheFirstProofCountsOnlyWhenItIsDeep() {
    Given refused = promised(Specimens.LANDED).fate(Specimens.COMMIT, REFUSED);
    assertThat(Lifecycle.next(live(), refused.at(604)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(605), Reason.LANDED_LATELY));
    assertThat(settled(live(), refused, 605).name()).isEqualTo("SubmitCommitAggregate");
  }

  /** The chain asks for the proof of a seed that is still to come: before that it refuses any. */
  @Test
  void theOldProofIsNotSentBeforeItsSeedIsThere() {
    SectorState again =
        settled(live(), promised(Specimens.LANDED).fate(Specimens.COMMIT, GONE), 630);
    assertThat(Lifecycle.next(again, promised(Specimens.LANDED).at(551)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(552), Reason.SEED_TO_COME));
  }

  /** Another epoch is another seed, and the layers that another proof is made from are gone. */
  @Test
  void aPromiseThatLandedElsewhereIsProvenAnewWithTheSameTicket() {
    Given moved = promised(new Epoch(610)).fate(Specimens.COMMIT, GONE);
    SectorState state = settled(live(), moved, 615);
    assertThat(state)
        .isEqualTo(
            new SectorState.WaitSeed(
                new Evidence.PreCommitted(
                    Specimens.REPLICATED,
                    Optional.of(Specimens.PRE_COMMIT),
                    new Epoch(610),
                    Specimens.DEPOSIT)));
  }

  /** So it is when a refusal says that the seed is another one at the same epoch. */
  @Test
  void aSectorWhoseOldProofIsRefusedGoesBackToItsSeed() {
    SectorState again =
        settled(live(), promised(Specimens.LANDED).fate(Specimens.COMMIT, GONE), 630);
    SectorState sent = after(again, new SectorEvent.CommitSent(SECOND));
    SectorState failed = settled(sent, promised(Specimens.LANDED).fate(SECOND, REFUSED), 640);
    assertThat(failed).isEqualTo(new SectorState.WaitSeed(Specimens.PRE_COMMITTED));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void aStoredSectorWhosePromiseIsLostIsPromisedAgain(SectorState state) {
    for (MessageFate fate : List.of(GONE, REFUSED)) {
      Given absent = new Given(RULES, new ChainStanding.Absent()).fate(Specimens.PRE_COMMIT, fate);
      SectorState promising = settled(state, absent, 640);
      assertThat(promising).isEqualTo(new SectorState.SubmitPreCommitBatch(Specimens.REPLICATED));
      assertThat(Lifecycle.next(promising, absent.at(640))).isInstanceOf(Next.Send.class);
    }
  }

  /** Nothing can be promised with an old ticket; the number is sealed anew, with another. */
  @Test
  void aStoredSectorWhosePromiseIsLostAndWhoseTicketIsOldGetsAnotherTicket() {
    Given absent = new Given(RULES, new ChainStanding.Absent()).fate(Specimens.PRE_COMMIT, GONE);
    assertThat(settled(live(), absent, 3_406))
        .isEqualTo(new SectorState.GetTicket(Specimens.FILLED));
  }

  /** A node that is behind, or another chain, has nothing of it either. */
  @Test
  void aStoredSectorThatTheChainHasForgottenStopsWithItsFilesWhereTheyAre() {
    Given absent = new Given(RULES, new ChainStanding.Absent());
    assertThat(settled(live(), absent, 1_500)).isEqualTo(live());
    SectorState stopped = settled(live(), absent, 1_501);
    assertThat(stopped)
        .isEqualTo(new SectorState.FailedUnrecoverable(live(), Reason.FORGOTTEN_BY_CHAIN));
    assertThat(stopped.known().place()).contains(Specimens.STORE);
  }

  private static Stream<SectorState> stored() {
    return Stream.of(
        live(),
        new SectorState.Faulty(Specimens.LIVE, "no such file"),
        new SectorState.FaultReported(Specimens.LIVE, Optional.of(Specimens.DECLARATION)),
        new SectorState.Recovering(Specimens.LIVE, Optional.empty()));
  }

  private static SectorState live() {
    return new SectorState.Proving(Specimens.LIVE);
  }

  private static ExitCode code(int number) {
    return new ExitCode(number);
  }

  private static Given promised(Epoch landed) {
    return new Given(
        RULES,
        new ChainStanding.PreCommitted(
            Specimens.COMM_R, Specimens.TICKET_EPOCH, landed, Specimens.DEPOSIT));
  }

  private static Given active() {
    return new Given(RULES, new ChainStanding.Active(Specimens.COMM_R, AGAIN, Specimens.EXPIRES));
  }

  /** Where the facts alone take a sector. */
  private static SectorState settled(SectorState state, Given given, long head) {
    SectorState at = state;
    while (Lifecycle.next(at, given.at(head)) instanceof Next.WriteDown(SectorEvent event, _)) {
      at = after(at, event);
    }
    return at;
  }

  private static SectorState after(SectorState state, SectorEvent event) {
    Outcome outcome = Transitions.on(state, event);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    return ((Outcome.Changed) outcome).state();
  }
}
