package io.sealwright.engine.cluster.sectors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The states a lotus-miner knows, of all releases, in the order in which a sector goes through them
 * and in which they are listed: done, being filled, being sealed, upgraded, going, failed.
 */
public final class SectorStates {
  public static final String REMOVED = "Removed";
  public static final String PROVING = "Proving";
  public static final String AVAILABLE = "Available";

  /**
   * The state of a sector whose machine has not begun, which is also that of some blank records.
   */
  public static final String NONE = "";

  /** Every state that has a name. */
  public static final List<String> ALL =
      List.of(
          PROVING,
          AVAILABLE,
          "UpdateActivating",
          "ReceiveSector",
          "Empty",
          "WaitDeals",
          "AddPiece",
          "SnapDealsWaitDeals",
          "SnapDealsAddPiece",
          NONE,
          "Packing",
          "GetTicket",
          "PreCommit1",
          "PreCommit2",
          "PreCommitting",
          "PreCommitWait",
          "SubmitPreCommitBatch",
          "PreCommitBatchWait",
          "WaitSeed",
          "Committing",
          "CommitFinalize",
          "SubmitCommit",
          "CommitWait",
          "SubmitCommitAggregate",
          "CommitAggregateWait",
          "FinalizeSector",
          "SnapDealsPacking",
          "UpdateReplica",
          "ProveReplicaUpdate",
          "SubmitReplicaUpdate",
          "WaitMutable",
          "ReplicaUpdateWait",
          "FinalizeReplicaUpdate",
          "ReleaseSectorKey",
          "Terminating",
          "TerminateWait",
          "TerminateFinality",
          "TerminateFailed",
          "Removing",
          REMOVED,
          "AbortUpgrade",
          "FailedUnrecoverable",
          "AddPieceFailed",
          "SealPreCommit1Failed",
          "SealPreCommit2Failed",
          "PreCommitFailed",
          "ComputeProofFailed",
          "RemoteCommitFailed",
          "CommitFailed",
          "CommitFinalizeFailed",
          "PackingFailed",
          "FinalizeFailed",
          "Faulty",
          "FaultReported",
          "FaultedFinal",
          "RemoveFailed",
          "DealsExpired",
          "RecoverDealIDs",
          "SnapDealsAddPieceFailed",
          "SnapDealsDealsExpired",
          "SnapDealsRecoverDealIDs",
          "ReplicaUpdateFailed",
          "ReleaseSectorKeyFailed",
          "FinalizeReplicaUpdateFailed");

  /** Those a sector that is sealed without a failure goes through, from its data being whole on. */
  public static final List<String> SEALING =
      Stream.concat(
              ALL.subList(ALL.indexOf("Packing"), ALL.indexOf("FinalizeSector") + 1).stream(),
              Stream.of(PROVING))
          .toList();

  private SectorStates() {}

  /** The names that no release has given to a state. */
  public static List<String> unknown(Collection<String> names) {
    return names.stream().filter(name -> name.isEmpty() || !ALL.contains(name)).toList();
  }

  /** Every state with a name but these. */
  public static List<String> allBut(Collection<String> names) {
    return ALL.stream().filter(state -> !state.isEmpty() && !names.contains(state)).toList();
  }

  /** Counts by state in the order of {@link #ALL}; states nobody knows come first. */
  public static SequencedMap<String, Long> inOrder(Map<String, Long> counts) {
    List<String> order = new ArrayList<>(new TreeMap<>(counts).keySet());
    order.sort(Comparator.comparingInt(ALL::indexOf));
    SequencedMap<String, Long> sorted = new LinkedHashMap<>();
    order.forEach(state -> sorted.put(state, counts.get(state)));
    return sorted;
  }
}
