package io.sealwright.engine.removal;

import static io.sealwright.engine.removal.Cases.BEFORE_FIP_98;
import static io.sealwright.engine.removal.Cases.DAY;
import static io.sealwright.engine.removal.Cases.HEAD;
import static io.sealwright.engine.removal.Cases.IN_A_DAY;
import static io.sealwright.engine.removal.Cases.NO_FILES;
import static io.sealwright.engine.removal.Cases.OUT_OF_REACH;
import static io.sealwright.engine.removal.Cases.TODAY;
import static io.sealwright.engine.removal.Cases.UNRECORDED;
import static io.sealwright.engine.removal.Cases.WHOLE;
import static io.sealwright.engine.removal.Cases.WHOLE_BESIDE_SILENCE;
import static io.sealwright.engine.removal.Cases.ended;
import static io.sealwright.engine.removal.Cases.facts;
import static io.sealwright.engine.removal.Cases.faulty;
import static io.sealwright.engine.removal.Cases.job;
import static io.sealwright.engine.removal.Cases.live;
import static io.sealwright.engine.removal.Cases.never;
import static io.sealwright.engine.removal.Cases.preCommitted;
import static io.sealwright.engine.removal.Cases.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.Action.Means;
import io.sealwright.engine.removal.ChainStanding.Ending;
import io.sealwright.engine.removal.ChainStanding.Place;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.TerminationFeeRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the runbook's chapter on deleting sectors, and the traps beside them. */
final class DeletionPlannerTest {
  private static final String PC1 = "seal/v0/precommit/1";

  /** Row 5.0: try every rescue before deleting. */
  @ParameterizedTest
  @ValueSource(
      strings = {"SealPreCommit1Failed", "SealPreCommit2Failed", "PreCommitFailed", "PreCommit1"})
  void aRescueIsOfferedBeforeARemovalThatWouldBeAllowed(String state) {
    DeletionPlan plan = plan(facts(never(), state, NO_FILES));
    assertThat(plan.decision()).isEqualTo(Decision.REMOVE);
    assertThat(actions(plan.rescue()))
        .containsExactly(new Action.Await(Event.MINER, Optional.empty()));
  }

  /** Row 5.0: storage faults are repaired, not deleted. */
  @Test
  void whileAPathIsOutOfReachLostAndUnmountedLookTheSame() {
    DeletionPlan plan = plan(facts(faulty(DAY), "Proving", OUT_OF_REACH));
    assertThat(plan.decision()).isEqualTo(Decision.UNDETERMINED);
    assertThat(plan.reason()).isEqualTo(Reason.PATHS_UNREACHABLE);
    assertThat(actions(plan.rescue())).containsExactly(new Action.Reattach(Set.of("store-1")));
    assertThat(plan.permits()).isEmpty();
  }

  /** What is not known to be lost is not ended, whatever the operator wants or it would cost. */
  @ParameterizedTest
  @ValueSource(strings = {"Proving", "Faulty", "Removed", "FinalizeFailed", "FaultReported"})
  void aSectorOnASilentPathIsNotEndedOnRequestEither(String state) {
    SectorFacts silent = with(facts(faulty(DAY), state, OUT_OF_REACH), IN_A_DAY);
    DeletionPlan plan = wanted(silent);
    assertThat(plan.decision()).isEqualTo(Decision.UNDETERMINED);
    assertThat(plan.reason()).isEqualTo(Reason.PATHS_UNREACHABLE);
    assertThat(actions(plan.rescue())).containsExactly(new Action.Reattach(Set.of("store-1")));
    assertThat(plan.permits()).isEmpty();
    assertThat(plan.bill()).isEmpty();
    assertThat(wanted(facts(faulty(DAY), "Proving", WHOLE_BESIDE_SILENCE)).permits()).hasSize(1);
  }

  /** Where nobody knows the places, to look at those that are known says nothing of the others. */
  @ParameterizedTest
  @CsvSource({
    "'', '', false, PLACE_UNRECORDED",
    "'', host-b, false, PLACE_UNRECORDED",
    "store-1, '', false, PATHS_UNREACHABLE",
    "store-1, host-b, false, PATHS_UNREACHABLE",
    "store-1, '', true, PATHS_UNREACHABLE"
  })
  void withoutARecordFilesThatWereNotFoundAreNotLost(
      String silent, String idle, boolean recorded, Reason reason) {
    FileFacts files =
        new FileFacts(List.of(), List.of(), set(silent), Optional.empty(), set(idle), recorded);
    for (ChainStanding chain : List.of(live(), faulty(DAY))) {
      SectorFacts facts = with(with(facts(chain, "", files), IN_A_DAY), new LocalRecord.Absent());
      for (DeletionPlan plan : List.of(plan(facts), wanted(facts))) {
        assertThat(plan.decision()).isEqualTo(Decision.UNDETERMINED);
        assertThat(plan.reason()).isEqualTo(reason);
        assertThat(plan.permits()).isEmpty();
        assertThat(actions(plan.rescue()).contains(new Action.Attach(set(idle))))
            .isEqualTo(!recorded);
        assertThat(actions(plan.rescue()).contains(new Action.Reattach(set(silent))))
            .isEqualTo(!silent.isEmpty());
        assertThat(actions(plan.rescue())).endsWith(new Action.RestoreRecord());
      }
    }
  }

  /** A lotus-miner's index lacks paths of workers that are off; our records may be old. */
  @Test
  void aRecordThatDoesNotTellAllPlacesLosesNothing() {
    for (ChainStanding chain : List.of(live(), faulty(DAY), preCommitted(DAY))) {
      for (String state : List.of("CommitFailed", "Faulty", "Removed")) {
        DeletionPlan plan = plan(with(facts(chain, state, UNRECORDED), IN_A_DAY));
        assertThat(plan.permits()).isEmpty();
        assertThat(plan.rescue().getFirst())
            .isEqualTo(
                new Step(new Action.Attach(Set.of()), Reason.PLACE_UNRECORDED, Optional.empty()));
      }
    }
    assertThat(wanted(facts(live(), "Proving", UNRECORDED)).permits()).isEmpty();
  }

  @Test
  void withoutARecordItTakesAWordThatThereAreNoOtherPaths() {
    SectorFacts lost = with(facts(faulty(DAY), "", NO_FILES), new LocalRecord.Absent());
    assertThat(plan(lost).decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(plan(lost).reason()).isEqualTo(Reason.NOT_RECOVERABLE);
    assertThat(wanted(lost).permits())
        .extracting(Permit::action)
        .containsExactly(new Action.Terminate(Means.MESSAGE));
  }

  /** A deposit is at stake: what would find the files comes before what makes them again. */
  @Test
  void thePlacesOfAPromisedSectorWithoutARecordAreLookedAtFirst() {
    FileFacts silent =
        new FileFacts(
            List.of(), List.of(), Set.of("store-1"), Optional.empty(), Set.of("host-b"), false);
    SectorFacts promised =
        with(with(facts(preCommitted(DAY), "", silent), IN_A_DAY), new LocalRecord.Absent());
    List<Action> rescue = actions(plan(promised).rescue());
    assertThat(rescue.subList(0, 3))
        .containsExactly(
            new Action.Reattach(Set.of("store-1")),
            new Action.Attach(Set.of("host-b")),
            new Action.RestoreRecord());
    assertThat(plan(promised).permits()).isEmpty();
  }

  private static Set<String> set(String one) {
    return one.isEmpty() ? Set.of() : Set.of(one);
  }

  /** Row 5.1: nothing is pledged yet. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Packing",
        "PreCommitFailed",
        "SealPreCommit1Failed",
        "SealPreCommit2Failed",
        "WaitDeals",
        "GetTicket",
        "PreCommit1",
        "PreCommit2",
        "PreCommitting"
      })
  void whatIsBeforeAPreCommitMayBeRemoved(String state) {
    DeletionPlan plan = plan(facts(never(), state, NO_FILES));
    assertThat(plan.decision()).isEqualTo(Decision.REMOVE);
    assertThat(plan.reason()).isEqualTo(Reason.NOTHING_PROMISED);
    assertThat(actions(plan.steps())).containsExactly(new Action.Remove(Means.MINER));
    assertThat(plan.permits()).extracting(Permit::action).contains(new Action.Remove(Means.MINER));
  }

  /** Trap of 5.1: the same name of a state, and the deposit is lost. */
  @Test
  void preCommitFailedWithAPreCommitOnChainIsNotRemoved() {
    DeletionPlan plan = plan(facts(preCommitted(DAY), "PreCommitFailed", WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.SET_BACK);
    assertThat(actions(plan.rescue())).containsExactly(new Action.SetBack("WaitSeed"));
    assertThat(plan.steps()).isEmpty();
  }

  /** Recorded: a sector removed while its pre-commit waited in the batch landed all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"SubmitPreCommitBatch", "PreCommitWait", "PreCommitBatchWait"})
  void aPreCommitThatMayLandIsWaitedFor(String state) {
    DeletionPlan plan = plan(facts(never(), state, WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.WAIT);
    assertThat(plan.reason()).isEqualTo(Reason.PRE_COMMIT_MAY_LAND);
    assertThat(plan.permits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PreCommitFailed", "PreCommitting", "SealPreCommit1Failed", "Removed"})
  void aMessageOnItsWayStopsEveryRemoval(String state) {
    DeletionPlan plan = plan(with(facts(never(), state, WHOLE), InFlight.PRE_COMMIT));
    assertThat(plan.decision()).isEqualTo(Decision.WAIT);
    assertThat(plan.permits()).isEmpty();
  }

  /** Row 5.2, and gotcha 17: a removal takes effect only after the job is given up. */
  @ParameterizedTest
  @CsvSource({"PreCommit1, seal/v0/precommit/1", "PreCommit2, seal/v0/precommit/2"})
  void aStuckJobIsAbortedBeforeItsSectorIsRemoved(String state, String task) {
    Job stuck = job(task, new JobState.Running());
    DeletionPlan plan = plan(facts(never(), state, NO_FILES, stuck));
    assertThat(plan.decision()).isEqualTo(Decision.ABORT_FIRST);
    assertThat(actions(plan.steps()))
        .containsExactly(new Action.Abort(stuck), new Action.Remove(Means.MINER));
    assertThat(plan.permits()).extracting(Permit::action).containsExactly(new Action.Abort(stuck));
  }

  /** Row 2.2.3: a lost job is given up so that the step is repeated; that is the rescue. */
  @Test
  void aLostJobIsARescueBeforeItIsAStepToRemoval() {
    Job lost = job(PC1, new JobState.Lost());
    DeletionPlan plan = plan(facts(never(), "PreCommit1", NO_FILES, lost));
    assertThat(plan.rescue().getFirst().action()).isEqualTo(new Action.Abort(lost));
    assertThat(plan.rescue().getFirst().reason()).isEqualTo(Reason.JOB_LOST);
    assertThat(plan.decision()).isEqualTo(Decision.ABORT_FIRST);
  }

  /** Trap of 2.2.3: assigned jobs share the id of all zeros, and an abort might hit another. */
  @Test
  void aJobWithoutAnIdIsNotAborted() {
    Job prepared = job(PC1, new JobState.Prepared(), new UUID(0, 0));
    DeletionPlan plan = plan(facts(never(), "PreCommit1", NO_FILES, prepared));
    assertThat(plan.steps().getFirst().action())
        .isEqualTo(new Action.Await(Event.JOB, Optional.empty()));
    assertThat(plan.permits()).isEmpty();
  }

  /** Trap of 2.2.3: the bulk command marks sectors as removed that are on chain. */
  @Test
  void aLostJobOfAPreCommittedSectorIsAbortedAndTheSectorStays() {
    Job lost = job("seal/v0/commit/2", new JobState.Lost());
    DeletionPlan plan = plan(facts(preCommitted(DAY), "Committing", WHOLE, lost));
    assertThat(plan.decision()).isEqualTo(Decision.NEVER);
    assertThat(plan.permits()).extracting(Permit::action).containsExactly(new Action.Abort(lost));
  }

  /** Row 5.3. */
  @ParameterizedTest
  @CsvSource({
    "CommitFailed, Committing",
    "ComputeProofFailed, Committing",
    "SealPreCommit1Failed, Committing",
    "FinalizeFailed, FinalizeSector",
    "CommitFinalizeFailed, CommitFinalize",
    "TerminateFailed, Committing"
  })
  void whatIsPreCommittedIsSetBackToTheStepThatFailed(String state, String before) {
    DeletionPlan plan = plan(facts(preCommitted(DAY), state, WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.SET_BACK);
    assertThat(plan.permits())
        .extracting(Permit::action)
        .containsExactly(new Action.SetBack(before));
  }

  /** Row 5.3: proven sectors too; Committing finds by itself that the message has landed. */
  @ParameterizedTest
  @CsvSource({
    "CommitFailed, Committing",
    "FinalizeFailed, FinalizeSector",
    "CommitFinalizeFailed, CommitFinalize",
    "ReplicaUpdateFailed, AbortUpgrade"
  })
  void whatIsProvenIsSetBackToTheStepThatFailed(String state, String before) {
    DeletionPlan plan = plan(facts(live(), state, WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.SET_BACK);
    assertThat(actions(plan.rescue())).containsExactly(new Action.SetBack(before));
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void theDeletionOfASectorTheChainExpectsIsStopped() {
    DeletionPlan plan = plan(facts(live(), "RemoveFailed", WHOLE));
    assertThat(plan.reason()).isEqualTo(Reason.REMOVAL_UNDER_WAY);
    assertThat(actions(plan.rescue())).containsExactly(new Action.SetBack("Proving"));
  }

  @Test
  void aPreCommittedSectorWithoutFilesIsRecoveredIfThatIsDoneInTime() {
    SectorFacts lost = facts(preCommitted(DAY), "CommitFailed", NO_FILES);
    DeletionPlan plan = plan(with(lost, IN_A_DAY));
    assertThat(plan.decision()).isEqualTo(Decision.RESCUE);
    assertThat(actions(plan.rescue()))
        .containsExactly(new Action.Recover(Set.of(FileType.SEALED, FileType.CACHE), IN_A_DAY));
    assertThat(plan.permits()).isEmpty();
  }

  /** Thirty days and the challenge delay: spec 6.1. */
  @Test
  void aPreCommittedSectorThatCannotBeRecoveredWaitsUntilItLapses() {
    DeletionPlan plan = plan(facts(preCommitted(DAY), "CommitFailed", NO_FILES));
    assertThat(plan.decision()).isEqualTo(Decision.NEVER);
    assertThat(plan.reason()).isEqualTo(Reason.DEPOSIT_AT_STAKE);
    long lapse = HEAD.height() - DAY + 30 * DAY + 150 + 1;
    assertThat(actions(plan.steps()))
        .containsExactly(
            new Action.Await(Event.LAPSE, Optional.of(new Epoch(lapse))),
            new Action.Remove(Means.MINER));
    assertThat(plan.permits()).isEmpty();
  }

  /** The last epoch for its proof has passed, and the chain has not dropped it yet. */
  @ParameterizedTest
  @CsvSource({"86550, SET_BACK", "86551, WAIT"})
  void afterItsTimeAPreCommitIsNotProvenAnyMore(long epochsAgo, Decision decision) {
    DeletionPlan plan = plan(facts(preCommitted(epochsAgo), "CommitFailed", WHOLE));
    assertThat(plan.decision()).isEqualTo(decision);
  }

  @Test
  void aRecoveryThatEndsAfterTheLapseIsNotOffered() {
    SectorFacts lost = facts(preCommitted(30 * DAY), "CommitFailed", NO_FILES);
    assertThat(plan(with(lost, IN_A_DAY)).rescue()).isEmpty();
  }

  @Test
  void aSectorWhosePreCommitHasAnotherCommitmentIsNotProven() {
    CommR other = new CommR(Bytes32.fromHex("02".repeat(32)));
    LocalRecord record =
        new LocalRecord.Kept("CommitFailed", Stage.COMMIT_FAILED, Optional.of(other));
    DeletionPlan plan = plan(with(facts(preCommitted(DAY), "CommitFailed", WHOLE), record));
    assertThat(plan.decision()).isEqualTo(Decision.NEVER);
    assertThat(plan.reason()).isEqualTo(Reason.COMMITMENT_DIFFERS);
    assertThat(plan.permits()).isEmpty();
  }

  /** Row 5.4: the chain first, then finality, then the files, which Lotus deletes by itself. */
  @Test
  void aLostLiveSectorIsTerminatedFirst() {
    DeletionPlan plan = plan(facts(faulty(3 * DAY), "Faulty", NO_FILES));
    assertThat(plan.decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(plan.reason()).isEqualTo(Reason.NOT_RECOVERABLE);
    assertThat(actions(plan.steps()))
        .containsExactly(
            new Action.Terminate(Means.MINER),
            new Action.Await(Event.FINALITY, Optional.empty()),
            new Action.Await(Event.MINER, Optional.empty()));
    assertThat(plan.permits())
        .extracting(Permit::action)
        .containsExactly(new Action.Terminate(Means.MINER));
  }

  /** 8.5 % of 0.2 FIL, of which 70 of 140 days: spec 6.3. */
  @Test
  void sinceFip98TheFeeFollowsThePledge() {
    Bill bill = bill(TODAY, with(facts(faulty(3 * DAY), "Proving", NO_FILES), IN_A_DAY));
    assertThat(bill.rule()).isEqualTo(TerminationFeeRule.BY_PLEDGE);
    assertThat(bill.fee()).isEqualTo(TokenAmount.parse("0.0085"));
    assertThat(bill.pledge()).isEqualTo(TokenAmount.parse("0.2"));
    assertThat(bill.endsBy()).isEqualTo(new Epoch(HEAD.height() - 3 * DAY + 42 * DAY));
  }

  /** Twenty days at the start, 0.04 FIL, and half of 70 days of 0.002 FIL. */
  @Test
  void beforeFip98TheFeeFollowedTheReward() {
    Bill bill = bill(BEFORE_FIP_98, facts(faulty(3 * DAY), "Proving", NO_FILES));
    assertThat(bill.rule()).isEqualTo(TerminationFeeRule.BY_REWARD);
    assertThat(bill.fee()).isEqualTo(TokenAmount.parse("0.11"));
  }

  @Test
  void theCostOfRecoveryIsComparedWithTheFee() {
    SectorFacts lost = with(facts(faulty(3 * DAY), "Proving", NO_FILES), IN_A_DAY);
    Bill today = bill(TODAY, lost);
    // Twenty hours lie in one period: one fault fee.
    assertThat(today.recovery()).contains(TokenAmount.parse("0.0107"));
    assertThat(plan(lost).reason()).isEqualTo(Reason.TERMINATION_CHEAPER);
    assertThat(new DeletionPlanner(BEFORE_FIP_98).plan(lost, Intent.CLEAN_UP).reason())
        .isEqualTo(Reason.RECOVERY_CHEAPER);
    assertThat(plan(lost).rescue()).hasSize(1);
  }

  /** Row 5.0: every rescue before an end. What ending takes stands below it all the same. */
  @Test
  void aLostSectorThatIsCheaperMadeAgainStaysAndIsEndedLast() {
    Recovery free = new Recovery.Possible(Duration.ofHours(20), TokenAmount.ZERO, Set.of());
    SectorFacts lost = with(facts(faulty(3 * DAY), "Proving", NO_FILES), free);
    DeletionPlan plan = plan(lost);
    assertThat(plan.decision()).isEqualTo(Decision.RESCUE);
    assertThat(plan.reason()).isEqualTo(Reason.RECOVERY_CHEAPER);
    assertThat(actions(plan.rescue())).hasOnlyElementsOfType(Action.Recover.class).hasSize(1);
    assertThat(actions(plan.steps())).startsWith(new Action.Terminate(Means.MINER));
    assertThat(plan.bill()).isPresent();
    DeletionPlan removed = plan(with(facts(faulty(DAY), "Removed", NO_FILES), free));
    assertThat(removed.decision()).isEqualTo(Decision.RESCUE);
    assertThat(removed.reason()).isEqualTo(Reason.REMOVED_FIRST);
    DeletionPlan wanted = wanted(lost);
    assertThat(wanted.decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(actions(wanted.rescue())).hasOnlyElementsOfType(Action.Recover.class).hasSize(1);
  }

  /** Given up, it makes nothing by itself: it has to go on before it is made again. */
  @Test
  void aStoppedSectorWhoseFilesAreLostIsFirstLetGoOn() {
    LocalRecord record =
        new LocalRecord.Kept(
            "FailedUnrecoverable",
            Stage.LIVE,
            Optional.empty(),
            Optional.of(new Remedy.GoOn("mend")));
    DeletionPlan plan = plan(with(facts(faulty(DAY), "Proving", NO_FILES), record));
    assertThat(actions(plan.rescue())).startsWith(new Action.SetBack("mend"));
  }

  @Test
  void aRecoveryThatEndsAfterTheChainHasEndedTheSectorIsNotOffered() {
    Recovery slow =
        new Recovery.Possible(Duration.ofDays(2), TokenAmount.ZERO, Set.of(Recovery.Need.SPACE));
    DeletionPlan plan = plan(with(facts(faulty(41 * DAY), "Proving", NO_FILES), slow));
    assertThat(plan.reason()).isEqualTo(Reason.RECOVERY_TOO_LATE);
    assertThat(plan.rescue()).isEmpty();
  }

  @Test
  void aHealthySectorIsEndedOnlyIfThatIsWanted() {
    SectorFacts healthy = facts(live(), "Proving", WHOLE);
    assertThat(plan(healthy).decision()).isEqualTo(Decision.NEVER);
    assertThat(plan(healthy).reason()).isEqualTo(Reason.HEALTHY);
    assertThat(plan(healthy).permits()).isEmpty();
    DeletionPlan wanted = new DeletionPlanner(TODAY).plan(healthy, Intent.END);
    assertThat(wanted.decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(wanted.bill()).isPresent();
  }

  @Test
  void aFaultySectorWithItsFilesIsDeclaredRecovered() {
    DeletionPlan plan = plan(facts(faulty(DAY), "Faulty", WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.RESCUE);
    assertThat(plan.reason()).isEqualTo(Reason.FAULTY_BUT_WHOLE);
    assertThat(plan.permits()).isEmpty();
  }

  /** Spec 6.2: 900 epochs, in which the sector may still be drawn for a block. */
  @Test
  void aTerminatedSectorKeepsItsFilesUntilThatIsFinal() {
    DeletionPlan plan = plan(facts(ended(Ending.TERMINATED, 900), "Proving", WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.WAIT);
    assertThat(plan.steps().getFirst().action())
        .isEqualTo(new Action.Await(Event.FINALITY, Optional.of(new Epoch(HEAD.height() + 1))));
    assertThat(plan.permits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERMINATED", "EXPIRED", "LAPSED", "GONE"})
  void whatHasEndedForGoodIsDeletedLocally(Ending ending) {
    DeletionPlan plan = plan(facts(ended(ending, 901), "Proving", WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.DELETE_LEFTOVERS);
    assertThat(plan.permits())
        .extracting(Permit::action)
        .containsExactly(new Action.Remove(Means.MINER));
  }

  /** Gotcha 39: TerminateFinality deletes the files itself. */
  @Test
  void aMinerThatTerminatedASectorDeletesItByItself() {
    DeletionPlan plan = plan(facts(ended(Ending.TERMINATED, 10), "TerminateFinality", WHOLE));
    assertThat(plan.steps().getLast().reason()).isEqualTo(Reason.MINER_REMOVES);
    assertThat(plan.permits()).isEmpty();
  }

  /** Row 5.6, repaired by a message: newer miners do not listen about removed sectors. */
  @Test
  void aLiveSectorRemovedFirstIsFoundAndTerminatedByMessage() {
    DeletionPlan plan = plan(facts(faulty(DAY), "Removed", NO_FILES));
    assertThat(plan.decision()).isEqualTo(Decision.TERMINATE_FIRST);
    assertThat(plan.reason()).isEqualTo(Reason.REMOVED_FIRST);
    assertThat(plan.permits())
        .extracting(Permit::action)
        .containsExactly(new Action.Terminate(Means.MESSAGE));
    assertThat(actions(plan.steps())).contains(new Action.Remove(Means.FILES));
  }

  /** Trap of 5.6: update-state Removed is a label; the files stay and are proven. */
  @Test
  void aLiveSectorThatIsRemovedByLabelOnlyIsNotEnded() {
    DeletionPlan plan = plan(facts(live(), "Removed", WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.NEVER);
    assertThat(plan.reason()).isEqualTo(Reason.RECORD_CLOSED);
  }

  /** Row 5.6 one step earlier: recorded sector 11 was removed while its pre-commit landed. */
  @Test
  void aPreCommittedSectorRemovedFirstIsRecoveredOrLapses() {
    SectorFacts removed = facts(preCommitted(DAY), "Removed", NO_FILES);
    DeletionPlan plan = plan(with(removed, IN_A_DAY));
    assertThat(plan.reason()).isEqualTo(Reason.REMOVED_FIRST);
    assertThat(actions(plan.rescue())).contains(new Action.RestoreRecord());
    assertThat(actions(plan.rescue())).hasAtLeastOneElementOfType(Action.Recover.class);
    assertThat(plan.permits()).isEmpty();
  }

  /** Spec 6.1: update-state Removed leaks the space of the files. */
  @Test
  void filesLeftByALabelAreDeletedWithoutTheMiner() {
    DeletionPlan plan = plan(facts(never(), "Removed", WHOLE));
    assertThat(plan.decision()).isEqualTo(Decision.DELETE_LEFTOVERS);
    assertThat(plan.permits())
        .extracting(Permit::action)
        .containsExactly(new Action.Remove(Means.FILES));
    assertThat(plan(facts(never(), "Removed", NO_FILES)).decision())
        .isEqualTo(Decision.NOTHING_LEFT);
  }

  /** An immutable deadline: from one window before it opens until it closes; spec 6.2. */
  @ParameterizedTest
  @CsvSource({"71, true", "70, false", "0, false", "-59, false", "-60, true"})
  void aMessageThatEndsSectorsWaitsForItsDeadline(long opensIn, boolean permitted) {
    Place place = new Place(3, 0, new Epoch(HEAD.height() + opensIn));
    SectorFacts removed = facts(live(place, Optional.of(HEAD)), "Removed", NO_FILES);
    assertThat(plan(removed).permits()).hasSize(permitted ? 1 : 0);
    if (!permitted) {
      assertThat(plan(removed).steps().getFirst().action())
          .isEqualTo(
              new Action.Await(
                  Event.DEADLINE, Optional.of(new Epoch(HEAD.height() + opensIn + 60))));
    }
  }

  /** Gotcha 1: commands about such a number hit sector 0. */
  @Test
  void aNumberThatNobodyKnowsIsNeverActedOn() {
    SectorFacts unknown = facts(never(), "Proving", NO_FILES);
    DeletionPlan absent = plan(with(unknown, new LocalRecord.Absent()));
    assertThat(absent.reason()).isEqualTo(Reason.NO_SUCH_SECTOR);
    DeletionPlan blank = plan(with(unknown, new LocalRecord.Blank("Removed")));
    assertThat(blank.reason()).isEqualTo(Reason.BLANK_RECORD);
    SectorFacts files = facts(never(), "Proving", WHOLE);
    DeletionPlan orphans = plan(with(files, new LocalRecord.Absent()));
    assertThat(orphans.reason()).isEqualTo(Reason.FILES_WITHOUT_RECORD);
    assertThat(List.of(absent, blank, orphans))
        .allMatch(plan -> plan.decision() == Decision.NEVER)
        .allMatch(plan -> plan.permits().isEmpty());
  }

  /** Gotcha 1 with a number the miner has forgotten and the chain has not. */
  @Test
  void aForgottenLiveSectorIsTerminatedPastTheMiner() {
    SectorFacts lost = with(facts(faulty(DAY), "", NO_FILES), new LocalRecord.Blank("Removed"));
    assertThat(plan(lost).permits())
        .extracting(Permit::action)
        .containsExactly(new Action.Terminate(Means.MESSAGE));
    SectorFacts whole = with(facts(live(), "", WHOLE), new LocalRecord.Absent());
    assertThat(actions(plan(whole).rescue())).containsExactly(new Action.RestoreRecord());
    assertThat(plan(whole).permits()).isEmpty();
  }

  @Test
  void aChainThatCouldNotBeAskedAllowsNothing() {
    DeletionPlan plan =
        plan(facts(new ChainStanding.Unknown("the node is down"), "Packing", NO_FILES));
    assertThat(plan.decision()).isEqualTo(Decision.UNDETERMINED);
    assertThat(plan.permits()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Proving", "CommitFailed", "WaitSeed", "FinalizeFailed"})
  void aRecordAheadOfTheChainIsNotBelieved(String state) {
    DeletionPlan plan = plan(facts(never(), state, WHOLE));
    assertThat(plan.reason()).isEqualTo(Reason.CHAIN_CONTRADICTS_RECORD);
    assertThat(plan.permits()).isEmpty();
  }

  private static DeletionPlan wanted(SectorFacts facts) {
    return new DeletionPlanner(TODAY).plan(facts, Intent.END);
  }

  private static DeletionPlan plan(SectorFacts facts) {
    return new DeletionPlanner(TODAY).plan(facts, Intent.CLEAN_UP);
  }

  private static Bill bill(NetworkRules rules, SectorFacts facts) {
    return new DeletionPlanner(rules).plan(facts, Intent.CLEAN_UP).bill().orElseThrow();
  }

  private static List<Action> actions(List<Step> steps) {
    return steps.stream().map(Step::action).toList();
  }
}
