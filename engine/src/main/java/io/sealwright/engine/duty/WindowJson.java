package io.sealwright.engine.duty;

import io.sealwright.engine.life.json.RecordJson;
import io.sealwright.engine.life.json.UnreadableRecord;

/** Records of windows as one line of JSON each, for a database to keep. */
public final class WindowJson {
  /** The sectors of three partitions, none a neighbour of another, are some 10 KB. */
  static final int MOST_CHARACTERS = 1 << 18;

  private static final RecordJson<WindowRecord> RECORDS =
      new RecordJson<>(WindowRecord.class, 1, MOST_CHARACTERS);

  private WindowJson() {}

  public static String encode(WindowRecord record) {
    return RECORDS.encode(record);
  }

  public static WindowRecord decode(String json) throws UnreadableRecord {
    return RECORDS.decode(json);
  }
}
