package io.sealwright.engine.stage;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.stage.attempt.AttemptName;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.bytes.ByteString;
import java.util.Optional;

/**
 * A stage to be done.
 *
 * @param state which says what
 * @param bench the path to begin a sector on, or to recover it on; the stages between go on where
 *     its files lie
 * @param store the path to bring it to, and again when it is recovered
 * @param openings what C1 made, for C2
 * @param samples chooses the leaves that are opened to check copies
 */
public record StageOrder(
    SectorState state,
    FencingToken token,
    Place bench,
    Place store,
    Optional<ByteString> openings,
    long samples) {
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
