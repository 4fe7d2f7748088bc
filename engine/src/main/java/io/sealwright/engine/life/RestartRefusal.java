package io.sealwright.engine.life;

import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.engine.life.SectorState.FailedUnrecoverable;

/** Why a sector does not go on from a point, in words for operators. */
final class RestartRefusal {
  private RestartRefusal() {}

  /** The words; of a restart that is refused. */
  static String words(SectorState state, RestartPoint point) {
    return "a sector in %s does not go on from %s: %s"
        .formatted(state.name(), point.stateName(), why(state, point));
  }

  private static String why(SectorState state, RestartPoint point) {
    boolean hasFailed = state instanceof Failed || state instanceof FailedUnrecoverable;
    return hasFailed ? why(state.reached(), point) : "it has not failed";
  }

  private static String why(Evidence known, RestartPoint point) {
    boolean isLive = known.find(Evidence.Activated.class).isPresent();
    return switch (point) {
      case PACKING, GET_TICKET, PRE_COMMIT_1, PRE_COMMIT_2, PRE_COMMIT, WAIT_SEED -> {
        if (isLive) {
          yield "its proof is on the chain, and it is not sealed anew";
        }
        yield known.find(Evidence.PreCommitted.class).isPresent()
            ? "its pre-commit is on the chain, with its ticket"
            : "it has not come so far";
      }
      case COMMIT_1, COMMIT_2 ->
          isLive ? "its proof is on the chain already" : "it has not come so far";
      case COMMIT -> "it has no proof yet";
      case PRE_COMMIT_WAIT, COMMIT_WAIT, TERMINATE_WAIT -> "it waits for no such message";
      case FINALIZE -> isLive ? "its files are trimmed already" : "its proof is not on the chain";
      case STORE -> "its files are not on their way to where they stay";
      case TERMINATE -> "the chain does not have it";
      case REMOVE -> "it is not being removed";
      case MEND -> "it was not given up while it was stored and live";
    };
  }
}
