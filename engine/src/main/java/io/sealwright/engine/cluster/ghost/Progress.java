package io.sealwright.engine.cluster.ghost;

import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.engine.cluster.work.TaskType;
import java.util.List;
import java.util.Map;

/**
 * How far a sector goes in sealing, and from where on a task of a kind has nothing to do with it
 * any more. States beside this way, as those of failures and upgrades, are behind no task.
 */
final class Progress {
  /** The first state in which nobody waits for such a task. Fetches serve every state. */
  private static final Map<String, String> PAST =
      Map.of(
          "PC1", "PreCommit2",
          "PC2", "PreCommitting",
          "C1", "SubmitCommit",
          "C2", "SubmitCommit",
          "FIN", "Proving");

  private Progress() {}

  static boolean isPast(TaskType task, String state) {
    String first = PAST.get(task.shortName());
    List<String> way = SectorStates.SEALING;
    return first != null && way.indexOf(state) >= way.indexOf(first);
  }
}
