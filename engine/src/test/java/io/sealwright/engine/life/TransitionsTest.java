package io.sealwright.engine.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What events do to states, and what they must not. */
final class TransitionsTest {
  @ParameterizedTest
  @MethodSource("states")
  void everyEventEitherFitsOrIsRefusedWithWords(SectorState state) {
    for (SectorEvent event : Specimens.events()) {
      Outcome outcome = Transitions.on(state, event);
      if (outcome instanceof Outcome.Refused refused) {
        assertThat(refused.why()).contains(words(event)).contains(state.name());
      }
    }
  }

  /** What operators ask for is refused in their words, anything else by the event's name. */
  private static String words(SectorEvent event) {
    return switch (event) {
      case SectorEvent.Retry retry -> "does not go on from " + retry.point().stateName() + ": ";
      case SectorEvent.Remove _ -> "is not removed: ";
      default -> event.name();
    };
  }

  @Test
  void aStraightLifeHasLotussStatesInLotussOrder() {
    assertThat(
            namesOf(
                new SectorEvent.Packed(List.of(Specimens.zeros()), Specimens.HOST),
                new SectorEvent.TicketDrawn(Specimens.TICKETED.ticket(), Specimens.TICKET_EPOCH),
                new SectorEvent.Labelled(Specimens.LABELLED.commD(), Specimens.HOST),
                new SectorEvent.Replicated(Specimens.COMM_R),
                new SectorEvent.PreCommitSent(Specimens.PRE_COMMIT),
                new SectorEvent.PreCommitLanded(Specimens.LANDED, Specimens.DEPOSIT),
                new SectorEvent.SeedDrawn(Specimens.SEED),
                new SectorEvent.OpeningsMade(),
                new SectorEvent.ProofMade(Specimens.PROOF),
                new SectorEvent.CommitSent(Specimens.COMMIT),
                new SectorEvent.Activated(Specimens.ACTIVATED, Specimens.EXPIRES),
                new SectorEvent.Trimmed(),
                new SectorEvent.Stored(Specimens.STORE)))
        .containsExactly(
            "GetTicket",
            "PreCommit1",
            "PreCommit2",
            "SubmitPreCommitBatch",
            "PreCommitBatchWait",
            "WaitSeed",
            "Committing",
            "Committing",
            "SubmitCommitAggregate",
            "CommitAggregateWait",
            "FinalizeSector",
            "FinalizeSector",
            "Proving");
  }

  @Test
  void aStraightLifeKnowsEverythingInTheEnd() {
    Evidence.Live live = Specimens.LIVE;
    assertThat(live.find(Evidence.PreCommitted.class)).contains(Specimens.PRE_COMMITTED);
    assertThat(live.find(Evidence.Proven.class)).contains(Specimens.PROVEN);
    assertThat(live.pledged()).isEqualTo(Specimens.PLEDGED);
    assertThat(live.replica()).contains(Specimens.COMM_R);
    assertThat(live.isProofWithheld()).isFalse();
  }

  @Test
  void aWithheldProofMarksTheSectorForLife() {
    ByteString words =
        ByteString.of(SectorProof.WITHHELD_WORDS.getBytes(StandardCharsets.US_ASCII));
    Evidence.Proven proven = new Evidence.Proven(Specimens.OPENED, SectorProof.of(words));
    Evidence.Live live =
        new Evidence.Live(
            new Evidence.Activated(
                proven, Optional.empty(), Specimens.ACTIVATED, Specimens.EXPIRES),
            Specimens.STORE);
    assertThat(live.isProofWithheld()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new SectorProof.Real(words));
  }

  @Test
  void aReorganisedPreCommitTakesTheSectorBackToItsSeed() {
    SectorState moved =
        after(
            new SectorState.SubmitCommitAggregate(Specimens.PROVEN),
            new SectorEvent.PreCommitLanded(Specimens.ACTIVATED, Specimens.DEPOSIT));
    assertThat(moved)
        .isEqualTo(
            new SectorState.WaitSeed(
                new Evidence.PreCommitted(
                    Specimens.REPLICATED,
                    Optional.of(Specimens.PRE_COMMIT),
                    Specimens.ACTIVATED,
                    Specimens.DEPOSIT)));
  }

  /** The replica that the chain was promised must be made again from the same ticket. */
  @Test
  void aTicketThatIsPromisedIsNotExchanged() {
    SectorState failed = failed(new SectorState.Commit1(Specimens.SEEDED));
    assertRefused(failed, retry(RestartPoint.GET_TICKET));
    assertRefused(failed, retry(RestartPoint.PACKING));
    assertThat(after(failed, retry(RestartPoint.PRE_COMMIT_1)))
        .isEqualTo(new SectorState.PreCommit1(Specimens.TICKETED));
  }

  @Test
  void aSectorGoesOnOnlyFromWhereItHasBeen() {
    SectorState failed = failed(new SectorState.PreCommit1(Specimens.TICKETED));
    assertRefused(failed, retry(RestartPoint.PRE_COMMIT_2));
    assertRefused(failed, retry(RestartPoint.COMMIT));
    assertRefused(new SectorState.Commit2(Specimens.OPENED), retry(RestartPoint.PRE_COMMIT_1));
    assertRefused(
        failed(new SectorState.MoveStorage(Specimens.ON_CHAIN)), retry(RestartPoint.PRE_COMMIT_1));
  }

  @Test
  void nothingWithADepositOrPowerIsRemoved() {
    assertThat(
            Specimens.unfailed().stream()
                .filter(state -> fits(state, new SectorEvent.Remove(Reason.OPERATOR)))
                .map(SectorState::name))
        .containsExactly(
            "Packing",
            "GetTicket",
            "PreCommit1",
            "PreCommit2",
            "SubmitPreCommitBatch",
            "Expired",
            "FaultedFinal",
            "TerminateFinality");
    assertRefused(
        failed(new SectorState.Commit2(Specimens.OPENED)), new SectorEvent.Remove(Reason.OPERATOR));
    assertThat(
            fits(
                new Failed(
                    new SectorState.Commit2(Specimens.OPENED),
                    Specimens.trouble(Trouble.Kind.PRE_COMMIT_EXPIRED)),
                new SectorEvent.Remove(Reason.DEPOSIT_LOST)))
        .isTrue();
  }

  @Test
  void aFailureOfAnotherStepIsNotBelieved() {
    assertRefused(
        new SectorState.PreCommit1(Specimens.TICKETED),
        new SectorEvent.StepFailed(FailedStep.COMMIT_2, Specimens.HOST_TROUBLE));
  }

  @Test
  void aStepsFailuresAreCountedUntilItSucceeds() {
    SectorLog log = SectorLog.EMPTY;
    SectorEvent failure = new SectorEvent.StepFailed(FailedStep.COMMIT_2, Specimens.HOST_TROUBLE);
    for (SectorEvent event :
        List.of(
            failure,
            retry(RestartPoint.PRE_COMMIT_1),
            new SectorEvent.Replicated(Specimens.COMM_R),
            failure)) {
      log = log.plus(new SectorLog.Entry(Instant.EPOCH, event, ""));
    }
    assertThat(log.failures().of(FailedStep.COMMIT_2)).isEqualTo(2);
    log =
        log.plus(
            new SectorLog.Entry(Instant.EPOCH, new SectorEvent.ProofMade(Specimens.PROOF), ""));
    assertThat(log.failures().of(FailedStep.COMMIT_2)).isZero();
  }

  @Test
  void aLogKeepsItsEndsWhenItGrowsTooLong() {
    List<SectorLog.Entry> many =
        Stream.generate(() -> new SectorLog.Entry(Instant.EPOCH, new SectorEvent.Recovered(), ""))
            .limit(SectorLog.MOST_ENTRIES)
            .toList();
    SectorLog.Entry last =
        new SectorLog.Entry(Instant.EPOCH, new SectorEvent.Terminate(), "Terminating");
    SectorLog log = new SectorLog(many, 0).plus(last);
    assertThat(log.entries()).hasSize(4001).endsWith(last);
    assertThat(log.leftOut()).isEqualTo(4000);
  }

  /** Whatever leads past what is not known of it is refused. */
  @Test
  void anAdoptedSectorIsWhatTheChainHasAndGoesBackToNothingBefore() {
    SectorState adopted = Transitions.adopted(Specimens.ADOPTED_LIVE);
    assertThat(adopted.known().replica()).contains(Specimens.COMM_R);
    assertThat(adopted.known().place()).contains(Specimens.STORE);
    assertThat(adopted.known().isProofWithheld()).isFalse();
    SectorState stopped = after(adopted, new SectorEvent.Stop(Reason.OPERATOR));
    assertThat(RestartPoint.values()).noneMatch(point -> fits(adopted, retry(point)));
    assertThat(RestartPoint.values())
        .filteredOn(point -> fits(stopped, retry(point)))
        .containsExactly(RestartPoint.TERMINATE, RestartPoint.MEND);
    assertThat(after(stopped, retry(RestartPoint.MEND))).isEqualTo(adopted);
    for (SectorState state : List.of(adopted, stopped)) {
      assertRefused(state, new SectorEvent.Adopted(Specimens.ADOPTED_LIVE));
    }
    SectorState removed =
        after(
            after(
                after(adopted, new SectorEvent.Ended(new Epoch(9_000), true)),
                new SectorEvent.Remove(Reason.OPERATOR)),
            new SectorEvent.Removed());
    assertThat(after(removed, new SectorEvent.Reinstated(Specimens.STORE))).isEqualTo(adopted);
  }

  /** Given up is not ended: the chain charges for it, and an operator may want to end that. */
  @Test
  void aStoppedSectorThatTheChainHasCanBeEnded() {
    SectorState live = Transitions.adopted(Specimens.ADOPTED_LIVE);
    SectorState stopped = after(live, new SectorEvent.Stop(Reason.OPERATOR));
    SectorState ending = after(stopped, new SectorEvent.Terminate());
    assertThat(ending).isEqualTo(after(live, new SectorEvent.Terminate()));
    SectorState given = after(ending, new SectorEvent.Stop(Reason.OPERATOR));
    assertRefused(given, new SectorEvent.Terminate());
  }

  private static SectorEvent retry(RestartPoint point) {
    return new SectorEvent.Retry(point, Reason.OPERATOR);
  }

  private static SectorState failed(SectorState at) {
    return new Failed(at, Specimens.HOST_TROUBLE);
  }

  private static boolean fits(SectorState state, SectorEvent event) {
    return Transitions.on(state, event) instanceof Outcome.Changed;
  }

  private static void assertRefused(SectorState state, SectorEvent event) {
    assertThat(Transitions.on(state, event)).isInstanceOf(Outcome.Refused.class);
  }

  private static SectorState after(SectorState state, SectorEvent event) {
    Outcome outcome = Transitions.on(state, event);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    return ((Outcome.Changed) outcome).state();
  }

  private static List<String> namesOf(SectorEvent... events) {
    SectorState state = new SectorState.Packing(Specimens.PLEDGED);
    List<String> names = new ArrayList<>();
    for (SectorEvent event : events) {
      state = after(state, event);
      names.add(state.name());
    }
    assertThat(state).isEqualTo(new SectorState.Proving(Specimens.LIVE));
    return names;
  }

  private static Stream<SectorState> states() {
    return Specimens.all().stream();
  }
}
