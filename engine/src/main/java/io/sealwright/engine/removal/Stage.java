package io.sealwright.engine.removal;

import java.util.Map;
import java.util.Optional;

/** How far a sector has come by its miner's own account; several states of Lotus are one stage. */
public enum Stage {
  /** Being filled, or waiting for its ticket: no work lies in it yet. */
  FILLING,
  /** Phase 1 or 2 runs. */
  SEALING,
  SEALING_FAILED,
  /** Sealed; its pre-commit has not been handed over yet. */
  PROMISING,
  /** Its pre-commit is in a batch or has been sent, and may land at any moment. */
  PROMISED,
  PRE_COMMIT_FAILED,
  /** From the landed pre-commit to the landed proof. */
  COMMITTING,
  COMMIT_FAILED,
  /** On its way to where it will be kept. */
  FINALIZING,
  FINALIZE_FAILED,
  /** Proven every day, or faulty. */
  LIVE,
  /** Data is being put into it. */
  UPGRADING,
  UPGRADE_FAILED,
  TERMINATING,
  REMOVING,
  REMOVED,
  /** The miner has given it up and takes no command about it. */
  GIVEN_UP,
  /** A state that no release has: somebody forced it. */
  UNKNOWN;

  private static final Map<String, Stage> OF_LOTUS =
      Map.ofEntries(
          Map.entry("", FILLING),
          Map.entry("Empty", FILLING),
          Map.entry("WaitDeals", FILLING),
          Map.entry("AddPiece", FILLING),
          Map.entry("AddPieceFailed", FILLING),
          Map.entry("ReceiveSector", FILLING),
          Map.entry("Packing", FILLING),
          Map.entry("PackingFailed", FILLING),
          Map.entry("GetTicket", FILLING),
          Map.entry("PreCommit1", SEALING),
          Map.entry("PreCommit2", SEALING),
          Map.entry("SealPreCommit1Failed", SEALING_FAILED),
          Map.entry("SealPreCommit2Failed", SEALING_FAILED),
          Map.entry("DealsExpired", SEALING_FAILED),
          Map.entry("RecoverDealIDs", SEALING_FAILED),
          Map.entry("PreCommitting", PROMISING),
          Map.entry("SubmitPreCommitBatch", PROMISED),
          Map.entry("PreCommitWait", PROMISED),
          Map.entry("PreCommitBatchWait", PROMISED),
          Map.entry("PreCommitFailed", PRE_COMMIT_FAILED),
          Map.entry("WaitSeed", COMMITTING),
          Map.entry("Committing", COMMITTING),
          Map.entry("SubmitCommit", COMMITTING),
          Map.entry("SubmitCommitAggregate", COMMITTING),
          Map.entry("CommitWait", COMMITTING),
          Map.entry("CommitAggregateWait", COMMITTING),
          Map.entry("ComputeProofFailed", COMMIT_FAILED),
          Map.entry("RemoteCommitFailed", COMMIT_FAILED),
          Map.entry("CommitFailed", COMMIT_FAILED),
          Map.entry("CommitFinalize", FINALIZING),
          Map.entry("FinalizeSector", FINALIZING),
          Map.entry("CommitFinalizeFailed", FINALIZE_FAILED),
          Map.entry("FinalizeFailed", FINALIZE_FAILED),
          Map.entry("Proving", LIVE),
          Map.entry("Available", LIVE),
          Map.entry("Faulty", LIVE),
          Map.entry("FaultReported", GIVEN_UP),
          Map.entry("FaultedFinal", GIVEN_UP),
          Map.entry("FailedUnrecoverable", GIVEN_UP),
          Map.entry("SnapDealsWaitDeals", UPGRADING),
          Map.entry("SnapDealsAddPiece", UPGRADING),
          Map.entry("SnapDealsPacking", UPGRADING),
          Map.entry("UpdateReplica", UPGRADING),
          Map.entry("ProveReplicaUpdate", UPGRADING),
          Map.entry("SubmitReplicaUpdate", UPGRADING),
          Map.entry("WaitMutable", UPGRADING),
          Map.entry("ReplicaUpdateWait", UPGRADING),
          Map.entry("FinalizeReplicaUpdate", UPGRADING),
          Map.entry("UpdateActivating", UPGRADING),
          Map.entry("ReleaseSectorKey", UPGRADING),
          Map.entry("AbortUpgrade", UPGRADING),
          Map.entry("SnapDealsAddPieceFailed", UPGRADE_FAILED),
          Map.entry("SnapDealsDealsExpired", UPGRADE_FAILED),
          Map.entry("SnapDealsRecoverDealIDs", UPGRADE_FAILED),
          Map.entry("ReplicaUpdateFailed", UPGRADE_FAILED),
          Map.entry("ReleaseSectorKeyFailed", UPGRADE_FAILED),
          Map.entry("FinalizeReplicaUpdateFailed", UPGRADE_FAILED),
          Map.entry("Terminating", TERMINATING),
          Map.entry("TerminateWait", TERMINATING),
          Map.entry("TerminateFinality", TERMINATING),
          Map.entry("TerminateFailed", TERMINATING),
          Map.entry("Removing", REMOVING),
          Map.entry("RemoveFailed", REMOVING),
          Map.entry("Removed", REMOVED));

  /** The stage of a state by Lotus's name for it. */
  public static Stage ofLotus(String state) {
    return Optional.ofNullable(OF_LOTUS.get(state)).orElse(UNKNOWN);
  }

  /** Whether the miner still listens to commands about a sector: its final states end that. */
  public boolean takesCommands() {
    return this != REMOVED && this != GIVEN_UP;
  }
}
