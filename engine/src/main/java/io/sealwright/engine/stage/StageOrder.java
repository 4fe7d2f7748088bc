package io.sealwright.engine.stage;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.protocol.SectorId;

/**
 * A stage to be done.
 *
 * @param state which says what
 * @param bench the path to begin a sector on, or to recover it on; the stages between go on where
 *     its files lie
 * @param store the path to bring it to, and again when it is recovered
 * @param samples chooses the leaves that are opened to check copies
 */
public record StageOrder(
    SectorState state, FencingToken token, Place bench, Place store, long samples) {
  public StageOrder {
    if (Work.of(state).isEmpty() || token.equals(FencingToken.NONE)) {
      throw new IllegalArgumentException("nothing to be done in " + state.name());
    }
  }

  Work work() {
    return Work.of(state).orElseThrow();
  }

  SectorId sector() {
    return state.known().pledged().id();
  }

  AttemptName attempt(Work work) {
    return new AttemptName(sector(), work, token);
  }
}
