package io.sealwright.engine.life.json;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;

/**
 * Sectors' states and events as one line of JSON each.
 *
 * <pre>
 *   {"version":1,"kind":"PreCommit1","known":{"filled":{…},"ticket":"64 hex digits","epoch":-375}}
 * </pre>
 */
public final class LifeJson {
  static final int VERSION = 1;

  /** More than any state needs: a proof of ten partitions is 2,560 characters. */
  static final int MOST_CHARACTERS = 1 << 16;

  private static final RecordJson<SectorState> STATES =
      new RecordJson<>(SectorState.class, VERSION, MOST_CHARACTERS);
  private static final RecordJson<SectorEvent> EVENTS =
      new RecordJson<>(SectorEvent.class, VERSION, MOST_CHARACTERS);

  private LifeJson() {}

  public static String encode(SectorState state) {
    return STATES.encode(state);
  }

  public static SectorState decodeState(String json) throws UnreadableRecord {
    return STATES.decode(json);
  }

  public static String encode(SectorEvent event) {
    return EVENTS.encode(event);
  }

  public static SectorEvent decodeEvent(String json) throws UnreadableRecord {
    return EVENTS.decode(json);
  }
}
