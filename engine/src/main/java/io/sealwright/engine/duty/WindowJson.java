package io.sealwright.engine.duty;

import io.sealwright.engine.life.json.RecordJson;
import io.sealwright.engine.life.json.UnreadableRecord;

/** Records of windows as one line of JSON each, for a database to keep. */
public final class WindowJson {
  /** The sectors of three partitions, none a neighbour of another, are some 10 KB. */
  static final int MOST_CHARACTERS = 1 << 18;

  private static final RecordJson<WindowRecord> RECORDS =
      new RecordJson<>(WindowRecord.class, 2, MOST_CHARACTERS);

  /** Kept no proofs: what was proven was lost with its process, as what was being proven. */
  private static final RecordJson<WindowRecord> WITHOUT_PROOFS =
      new RecordJson<>(WindowRecord.class, 1, MOST_CHARACTERS);

  private WindowJson() {}

  public static String encode(WindowRecord record) {
    return RECORDS.encode(record);
  }

  public static WindowRecord decode(String json) throws UnreadableRecord {
    return json.startsWith("{\"version\":1,")
        ? WITHOUT_PROOFS.decode(json.replace("{\"kind\":\"Proven\"}", "{\"kind\":\"Proving\"}"))
        : RECORDS.decode(json);
  }
}
