package io.sealwright.engine.storage;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the small files of storage paths and takes nothing it does not know: what is read is
 * written again, and a field left out would be lost.
 */
final class StrictJson {
  /** Longer texts are refused, in characters: a path has a handful of settings. */
  static final int LONGEST = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  static JsonNode object(String file, String text) throws StorageFileDamaged {
    if (text.length() > LONGEST) {
      throw new StorageFileDamaged(file, "is longer than " + LONGEST + " characters");
    }
    JsonNode node = parsed(file, text);
    if (!node.isObject()) {
      throw new StorageFileDamaged(file, "is not a JSON object");
    }
    return node;
  }

  private static JsonNode parsed(String file, String text) throws StorageFileDamaged {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new StorageFileDamaged(file, "not JSON: " + e.getOriginalMessage());
    }
  }

  static void requireOnly(String file, JsonNode object, Collection<String> known)
      throws StorageFileDamaged {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new StorageFileDamaged(
            file, "has a field \"" + field.getKey() + "\" that is not known");
      }
    }
  }

  static void require(String file, JsonNode object, Collection<String> fields)
      throws StorageFileDamaged {
    for (String field : fields) {
      if (!object.has(field)) {
        throw new StorageFileDamaged(file, "lacks the field \"" + field + "\"");
      }
    }
  }

  static <T> T decode(String file, JsonForm<T> form, JsonNode node) throws StorageFileDamaged {
    try {
      return form.decode(node);
    } catch (UnexpectedJson e) {
      throw new StorageFileDamaged(file, String.valueOf(e.getMessage()));
    }
  }
}
