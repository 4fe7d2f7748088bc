package io.sealwright.engine.life.json;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sectors' states and events as one line of JSON each.
 *
 * <pre>
 *   {"version":1,"kind":"PreCommit1","known":{"filled":{…},"ticket":"64 hex digits","epoch":-375}}
 * </pre>
 *
 * <p>A record is an object of its components in their order; one of several kinds says first which
 * it is. Identifiers, commitments and amounts are texts as operators know them. The names are those
 * of the Java types: whoever renames one changes the format, raises the version and reads the old
 * one too; a test with kept texts notices. Reading is strict: a field that is missing, unknown or
 * there twice, a value of another type, another version are refused.
 */
public final class LifeJson {
  static final int VERSION = 1;

  /** More than any state needs: a proof of ten partitions is 2,560 characters. */
  static final int MOST_CHARACTERS = 1 << 16;

  private static final String VERSION_FIELD = "version";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LifeJson() {}

  public static String encode(SectorState state) {
    return write(SectorState.class, state);
  }

  public static SectorState decodeState(String json) throws UnreadableRecord {
    return read(SectorState.class, json);
  }

  public static String encode(SectorEvent event) {
    return write(SectorEvent.class, event);
  }

  public static SectorEvent decodeEvent(String json) throws UnreadableRecord {
    return read(SectorEvent.class, json);
  }

  private static String write(Class<?> type, Object value) {
    ObjectNode object = JSON.createObjectNode();
    object.put(VERSION_FIELD, VERSION);
    object.setAll((ObjectNode) Shapes.encode(type, value));
    return object.toString();
  }

  private static <T> T read(Class<T> type, String json) throws UnreadableRecord {
    if (json.length() > MOST_CHARACTERS) {
      throw new UnreadableRecord(json.length() + " characters are no " + type.getSimpleName());
    }
    if (!(parse(json) instanceof ObjectNode object)) {
      throw new UnreadableRecord("a " + type.getSimpleName() + " is a JSON object");
    }
    JsonNode version = object.remove(VERSION_FIELD);
    if (version == null || !version.isInt() || version.intValue() != VERSION) {
      throw new UnreadableRecord("version " + version + " instead of " + VERSION);
    }
    return type.cast(Shapes.decode(type, object, type.getSimpleName()));
  }

  private static JsonNode parse(String json) throws UnreadableRecord {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new UnreadableRecord("not JSON: " + e.getOriginalMessage());
    }
  }
}
