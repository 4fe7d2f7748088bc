package io.sealwright.engine.life.next;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What sectors need, at the edges where it matters. */
final class LifecycleTest {
  private static final NetworkVersion VERSION = new NetworkVersion(25);
  private static final NetworkRules MAINNET = NetworkRules.mainnet(VERSION);
  private static final NetworkRules DEVNET = NetworkRules.devnet(VERSION);

  @ParameterizedTest
  @MethodSource("statesAndStandings")
  void everyStateHasAnAnswerThatFitsIt(SectorState state, ChainStanding chain) {
    for (FileCondition files : FileCondition.values()) {
      Facts facts = new Given(DEVNET, chain).files(files).at(600);
      Next next = Lifecycle.next(state, facts);
      assertThat(Lifecycle.next(state, facts)).isEqualTo(next);
      if (next instanceof Next.WriteDown written) {
        assertThat(Transitions.on(state, written.event()))
            .as(next.toString())
            .isInstanceOf(Outcome.Changed.class);
      }
    }
  }

  /** Sector 2 of a real dev chain: pledged at 525, its ticket is of −375. */
  @Test
  void aTicketIsDrawnWhereLotusDrawsIt() {
    Next next = Lifecycle.next(new SectorState.GetTicket(Specimens.FILLED), absent().at(525));
    assertThat(next).isEqualTo(new Next.DrawTicket(new Epoch(-375), Reason.NEXT_STEP));
  }

  @Test
  void aNumberThatIsPromisedGetsTheTicketOfItsPromise() {
    Next next = Lifecycle.next(new SectorState.GetTicket(Specimens.FILLED), promised().at(9_000));
    assertThat(next)
        .isEqualTo(new Next.DrawTicket(Specimens.TICKET_EPOCH, Reason.TICKET_OF_PRE_COMMIT));
  }

  @ParameterizedTest
  @CsvSource({"3405, false", "3406, true"})
  void aTicketLastsADayAndFinality(long head, boolean tooOld) {
    Next next = Lifecycle.next(new SectorState.PreCommit2(Specimens.LABELLED), absent().at(head));
    assertThat(next.reason()).isEqualTo(tooOld ? Reason.TICKET_TOO_OLD : Reason.NEXT_STEP);
  }

  @Test
  void anOldTicketIsKeptWhileAPromiseNamesIt() {
    assertThat(Lifecycle.next(new SectorState.PreCommit1(Specimens.TICKETED), promised().at(9_000)))
        .isEqualTo(new Next.Run(TaskType.PC1, Reason.NEXT_STEP));
  }

  /** The seed of sector 2 is of 546: ten epochs after 536, and 150 on mainnet. */
  @Test
  void aSeedIsDrawnWhenItIsDeepEnough() {
    SectorState waiting = new SectorState.WaitSeed(Specimens.PRE_COMMITTED);
    assertThat(Lifecycle.next(waiting, promised().at(551)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(552), Reason.SEED_TO_COME));
    assertThat(Lifecycle.next(waiting, promised().at(552)))
        .isEqualTo(new Next.DrawSeed(new Epoch(546), Reason.NEXT_STEP));
    assertThat(Lifecycle.next(waiting, new Given(MAINNET, onChain(Specimens.COMM_R)).at(552)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(692), Reason.SEED_TO_COME));
  }

  @Test
  void aPreCommitThatLandedElsewhereIsWrittenDownBeforeItsProofGoesOn() {
    ChainStanding moved =
        new ChainStanding.PreCommitted(
            Specimens.COMM_R, Specimens.TICKET_EPOCH, new Epoch(540), Specimens.DEPOSIT);
    for (SectorState state :
        List.of(
            new SectorState.WaitSeed(Specimens.PRE_COMMITTED),
            new SectorState.Commit1(Specimens.SEEDED),
            new SectorState.Commit2(Specimens.OPENED),
            new SectorState.SubmitCommitAggregate(Specimens.PROVEN))) {
      assertThat(Lifecycle.next(state, new Given(DEVNET, moved).at(560)))
          .isEqualTo(
              new Next.WriteDown(
                  new SectorEvent.PreCommitLanded(new Epoch(540), Specimens.DEPOSIT),
                  Reason.SEEN_ON_CHAIN));
    }
  }

  @Test
  void aPreCommitThatIsGoneIsWaitedForWhileItsMessageMayLand() {
    SectorState failed =
        new SectorState.Failed(
            new SectorState.Commit1(Specimens.SEEDED),
            Specimens.trouble(Trouble.Kind.PRE_COMMIT_GONE));
    Given pending = absent().fate(Specimens.PRE_COMMIT, new MessageFate.Pending());
    assertThat(Lifecycle.next(failed, pending.at(560)))
        .isEqualTo(retry(RestartPoint.PRE_COMMIT_WAIT, Reason.MESSAGE_UNDER_WAY));
    Given displaced = absent().fate(Specimens.PRE_COMMIT, new MessageFate.Superseded());
    assertThat(Lifecycle.next(failed, displaced.at(560)))
        .isEqualTo(retry(RestartPoint.PRE_COMMIT, Reason.MESSAGE_LOST));
    assertThat(Lifecycle.next(failed, displaced.at(3_406)))
        .isEqualTo(retry(RestartPoint.GET_TICKET, Reason.TICKET_TOO_OLD));
  }

  /** 30 days and the delay of the seed; 8 hours later the chain drops it with its deposit. */
  @Test
  void aSectorThatIsNotProvenInTimeLosesItsDepositAndIsRemoved() {
    SectorState proving = new SectorState.Commit2(Specimens.OPENED);
    long last = 536 + 30 * 2880 + 10;
    assertThat(Lifecycle.next(proving, promised().at(last)))
        .isEqualTo(new Next.Run(TaskType.C2, Reason.NEXT_STEP));
    Next late = Lifecycle.next(proving, promised().at(last + 1));
    assertThat(late.reason()).isEqualTo(Reason.DEPOSIT_LOST);
    SectorState failed =
        ((Outcome.Changed) Transitions.on(proving, ((Next.WriteDown) late).event())).state();
    assertThat(failed.name()).isEqualTo("PreCommitFailed");
    assertThat(Lifecycle.next(failed, promised().at(last + 1)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(last + 960), Reason.DEPOSIT_LOST));
    assertThat(Lifecycle.next(failed, new Given(DEVNET, new ChainStanding.NumberUsed()).at(last)))
        .isEqualTo(
            new Next.WriteDown(new SectorEvent.Remove(Reason.DEPOSIT_LOST), Reason.DEPOSIT_LOST));
  }

  @Test
  void aMessageUnderWayIsNotSentAgainAfterACrash() {
    SectorState submitting = new SectorState.SubmitPreCommitBatch(Specimens.REPLICATED);
    assertThat(Lifecycle.next(submitting, absent().at(600))).isInstanceOf(Next.Send.class);
    assertThat(Lifecycle.next(submitting, absent().underWay(Specimens.PRE_COMMIT).at(600)))
        .isEqualTo(
            new Next.WriteDown(
                new SectorEvent.PreCommitSent(Specimens.PRE_COMMIT), Reason.MESSAGE_UNDER_WAY));
  }

  @Test
  void nothingIsSentWithoutMoneyOrWithoutTheChain() {
    SectorState submitting = new SectorState.SubmitPreCommitBatch(Specimens.REPLICATED);
    assertThat(Lifecycle.next(submitting, absent().available(999).at(600)).reason())
        .isEqualTo(Reason.FUNDS_MISSING);
    Given unknown = new Given(DEVNET, new ChainStanding.Unknown());
    assertThat(Lifecycle.next(submitting, unknown.at(600)).reason())
        .isEqualTo(Reason.CHAIN_UNKNOWN);
  }

  /** The chain wants 180 days beyond the time to prove, and at most 1278 days in all. */
  @Test
  void aSectorIsPromisedForAsLongAsTheRulesAllow() {
    Next next =
        Lifecycle.next(
            new SectorState.SubmitPreCommitBatch(Specimens.REPLICATED), absent().at(600));
    Request.PreCommit request = (Request.PreCommit) ((Next.Send) next).request();
    EpochSpan proveWindow = new EpochSpan(30 * 2880 + 10);
    assertThat(request.expiration())
        .isEqualTo(new Epoch(600).plus(proveWindow).plus(Specimens.PLEDGED.life()));
  }

  @Test
  void aRefusalCountsOnlyWhenItIsDeep() {
    SectorState waiting = new SectorState.CommitAggregateWait(Specimens.PROVEN, Specimens.COMMIT);
    MessageFate refused = new MessageFate.Landed(new Epoch(560), new ExitCode(16));
    Given given = promised().fate(Specimens.COMMIT, refused);
    assertThat(Lifecycle.next(waiting, given.at(564)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(565), Reason.LANDED_LATELY));
    assertThat(Lifecycle.next(waiting, given.at(565)))
        .isInstanceOfSatisfying(
            Next.WriteDown.class,
            written ->
                assertThat(written.event())
                    .isInstanceOfSatisfying(
                        SectorEvent.StepFailed.class,
                        failed ->
                            assertThat(failed.trouble().kind()).isEqualTo(Trouble.Kind.REFUSED)));
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "1, 60", "2, 120", "4, 480", "7, 3600", "99, 3600"})
  void pausesAfterFailuresGrowToAnHour(int failures, long seconds) {
    SectorState failed =
        new SectorState.Failed(new SectorState.Commit2(Specimens.OPENED), Specimens.HOST_TROUBLE);
    Facts facts = promised().failures(FailedStep.COMMIT_2, failures).pausedFor(59).at(600);
    assertThat(Lifecycle.next(failed, facts))
        .isEqualTo(
            new Next.WaitForTime(
                facts.lastChange().plus(Duration.ofSeconds(seconds)), Reason.PAUSE));
  }

  /** No word about a deadline is taken from 70 epochs before it opens until it closes. */
  @Test
  void faultsAndRecoveriesAreDeclaredBeforeTheCutoff() {
    SectorState faulty = new SectorState.Faulty(Specimens.LIVE, "no such file");
    Given unreachable = active().files(FileCondition.UNREACHABLE).opens(1_000);
    long cutoff = 1_000 - DEVNET.faultCutoff().epochs();
    assertThat(Lifecycle.next(faulty, unreachable.at(cutoff - 1))).isInstanceOf(Next.Send.class);
    assertThat(Lifecycle.next(faulty, unreachable.at(cutoff)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(1_060), Reason.DEADLINE_CLOSED));
  }

  @Test
  void aLostSectorIsMadeAgainBeforeItsWindowAsksForIt() {
    SectorState faulty = new SectorState.Faulty(Specimens.LIVE, "LOST");
    Given active = active().opens(5_000);
    assertThat(Lifecycle.next(faulty, active.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.Recover(Reason.FILES_LOST));
    assertThat(Lifecycle.next(faulty, active.files(FileCondition.READABLE).at(700)))
        .isEqualTo(new Next.WriteDown(new SectorEvent.Recovered(), Reason.FILES_BACK));
  }

  @Test
  void aFaultySectorIsMadeAgainIfItsFilesAreLostAndDeclaredIfTheyAreBack() {
    SectorState reported = new SectorState.FaultReported(Specimens.LIVE, Optional.empty());
    Given faulty = new Given(DEVNET, faulty(false)).opens(5_000);
    assertThat(Lifecycle.next(reported, faulty.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.Recover(Reason.FILES_LOST));
    assertThat(Lifecycle.next(reported, faulty.files(FileCondition.READABLE).at(700)))
        .isEqualTo(new Next.Send(new Request.DeclareRecovery(Specimens.LIVE), Reason.NEXT_STEP));
    assertThat(Lifecycle.next(reported, faulty.files(FileCondition.UNKNOWN).at(700)))
        .isEqualTo(new Next.WaitForChange(Reason.FILES_UNKNOWN));
  }

  /** Only here damage is looked for: in another state it would seem well by name and length. */
  @Test
  void aDamagedSectorThatTheChainCountsOnIsMadeAgainInItsState() {
    SectorState reported = new SectorState.FaultReported(Specimens.LIVE, Optional.empty());
    Given active = active().opens(5_000);
    assertThat(Lifecycle.next(reported, active.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.Recover(Reason.FILES_LOST));
  }

  /**
   * With its ticket it is a sector as any other; without, a fault is all that can be said of it.
   */
  @Test
  void anAdoptedSectorIsMadeAgainOnlyIfItsTicketIsKnown() {
    Given active = active().opens(5_000);
    assertThat(
            Lifecycle.next(
                new SectorState.Faulty(Specimens.ADOPTED_LIVE, "LOST"),
                active.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.Recover(Reason.FILES_LOST));
    Evidence.Live sealless =
        new Evidence.Live(
            new Evidence.Activated(
                new Evidence.Adopted(Specimens.PLEDGED, Specimens.COMM_R, Optional.empty(), false),
                Optional.empty(),
                Specimens.ACTIVATED,
                Specimens.EXPIRES),
            Specimens.STORE);
    assertThat(
            Lifecycle.next(
                new SectorState.Faulty(sealless, "LOST"), active.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.Send(new Request.DeclareFault(sealless), Reason.NEXT_STEP));
    SectorState reported = Transitions.adopted(sealless);
    assertThat(Lifecycle.next(reported, active.files(FileCondition.READABLE).at(700)))
        .isEqualTo(new Next.WriteDown(new SectorEvent.Recovered(), Reason.FILES_BACK));
    assertThat(Lifecycle.next(reported, active.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.WriteDown(new SectorEvent.FaultFound("LOST"), Reason.FILES_UNREADABLE));
    Given faulty = new Given(DEVNET, faulty(false)).opens(5_000);
    assertThat(Lifecycle.next(reported, faulty.files(FileCondition.LOST).at(700)))
        .isEqualTo(new Next.WaitForChange(Reason.NOT_REMAKEABLE));
  }

  @Test
  void aTerminatedSectorIsRemovedWhenNoReorganisationReachesItsEnd() {
    SectorState ended =
        new SectorState.TerminateFinality(
            Specimens.LIVE, Optional.of(Specimens.TERMINATION), new Epoch(9_000));
    Given given = new Given(DEVNET, new ChainStanding.Ended(new Epoch(9_000), true));
    assertThat(Lifecycle.next(ended, given.at(9_900)))
        .isEqualTo(new Next.WaitForEpoch(new Epoch(9_901), Reason.LANDED_LATELY));
    assertThat(Lifecycle.next(ended, given.at(9_901)))
        .isEqualTo(
            new Next.WriteDown(new SectorEvent.Remove(Reason.TERMINATED), Reason.TERMINATED));
  }

  private static Next retry(RestartPoint point, Reason reason) {
    return new Next.WriteDown(new SectorEvent.Retry(point, reason), reason);
  }

  private static Given absent() {
    return new Given(DEVNET, new ChainStanding.Absent());
  }

  private static Given promised() {
    return new Given(DEVNET, onChain(Specimens.COMM_R));
  }

  private static Given active() {
    return new Given(
        DEVNET, new ChainStanding.Active(Specimens.COMM_R, Specimens.ACTIVATED, Specimens.EXPIRES));
  }

  private static ChainStanding onChain(CommR commR) {
    return new ChainStanding.PreCommitted(
        commR, Specimens.TICKET_EPOCH, Specimens.LANDED, Specimens.DEPOSIT);
  }

  private static ChainStanding faulty(boolean recovering) {
    return new ChainStanding.Faulty(
        Specimens.COMM_R, Specimens.ACTIVATED, Specimens.EXPIRES, recovering);
  }

  private static Stream<Arguments> statesAndStandings() {
    List<ChainStanding> standings =
        List.of(
            new ChainStanding.Unknown(),
            new ChainStanding.Absent(),
            new ChainStanding.NumberUsed(),
            onChain(Specimens.COMM_R),
            onChain(Specimens.OTHER_COMM_R),
            new ChainStanding.Active(Specimens.COMM_R, new Epoch(590), Specimens.EXPIRES),
            new ChainStanding.Active(
                Specimens.OTHER_COMM_R, Specimens.ACTIVATED, Specimens.EXPIRES),
            faulty(false),
            faulty(true),
            new ChainStanding.Ended(new Epoch(590), true),
            new ChainStanding.Ended(new Epoch(590), false));
    return Specimens.all().stream()
        .flatMap(state -> standings.stream().map(chain -> Arguments.arguments(state, chain)));
  }
}
