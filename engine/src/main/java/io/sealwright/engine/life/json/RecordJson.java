package io.sealwright.engine.life.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of a type as one line of JSON each, with the version of their format in front.
 *
 * <p>A record is an object of its components in their order; one of several kinds says first which
 * it is. Identifiers, commitments and amounts are texts as operators know them. The names are those
 * of the Java types: whoever renames one changes the format, raises the version and reads the old
 * one too; a test with kept texts notices. Reading is strict: a field that is missing, unknown or
 * there twice, a value of another type, another version are refused.
 *
 * @param type a public record, or a sealed interface of such
 * @param mostCharacters more than any value needs
 */
public record RecordJson<T>(Class<T> type, int version, int mostCharacters) {
  private static final String VERSION_FIELD = "version";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public String encode(T value) {
    ObjectNode object = JSON.createObjectNode();
    object.put(VERSION_FIELD, version);
    object.setAll((ObjectNode) Shapes.encode(type, value));
    return object.toString();
  }

  public T decode(String json) throws UnreadableRecord {
    if (json.length() > mostCharacters) {
      throw new UnreadableRecord(json.length() + " characters are no " + type.getSimpleName());
    }
    if (!(parse(json) instanceof ObjectNode object)) {
      throw new UnreadableRecord("a " + type.getSimpleName() + " is a JSON object");
    }
    JsonNode found = object.remove(VERSION_FIELD);
    if (found == null || !found.isInt() || found.intValue() != version) {
      throw new UnreadableRecord("version " + found + " instead of " + version);
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
