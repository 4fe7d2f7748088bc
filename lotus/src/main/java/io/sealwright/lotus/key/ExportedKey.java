package io.sealwright.lotus.key;

import io.sealwright.protocol.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key as Lotus exports and imports it: compact JSON of type and secret, in this order, {@code
 * {"Type":"bls","PrivateKey":"…base64…"}}, and as a file the lower-case hex of that.
 */
public final class ExportedKey {
  /** Characters of a file with a key, in hex: far more than any has. */
  public static final int MAX_CHARACTERS = 4096;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ExportedKey() {}

  public static String toHex(SigningKey key) {
    return HexFormat.of().formatHex(toJson(key).getBytes(StandardCharsets.UTF_8));
  }

  public static String toJson(SigningKey key) {
    return "{\"Type\":\"%s\",\"PrivateKey\":\"%s\"}"
        .formatted(key.type().wireName(), key.secret().base64());
  }

  /**
   * Reads an exported key, in hex or as JSON, white space around it allowed. The type may also be
   * the number it once was. Anything else is an IllegalArgumentException, which never repeats what
   * was read: it may be most of a secret.
   */
  public static SigningKey parse(String text) {
    String trimmed = text.strip();
    if (trimmed.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("too long to be an exported key");
    }
    return fromJson(trimmed.startsWith("{") ? trimmed : unhexed(trimmed));
  }

  private static String unhexed(String hex) {
    try {
      return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("an exported key is hex, or JSON in braces");
    }
  }

  private static SigningKey fromJson(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JacksonException _) {
      throw new IllegalArgumentException("the exported key is not JSON: was it copied whole?");
    }
    JsonNode secret = node.path("PrivateKey");
    if (!secret.isString()) {
      throw new IllegalArgumentException("the exported key has no PrivateKey");
    }
    return SigningKey.of(type(node.path("Type")), base64(secret.asString()));
  }

  private static KeyType type(JsonNode type) {
    if (type.isInt()) {
      return KeyType.numbered(type.asInt())
          .orElseThrow(
              () -> new IllegalArgumentException("keys of type " + type + " are not supported"));
    }
    if (!type.isString()) {
      throw new IllegalArgumentException("the exported key has no Type");
    }
    return KeyType.parse(type.asString());
  }

  private static ByteString base64(String text) {
    try {
      return ByteString.fromBase64(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("PrivateKey is not base64: was it copied whole?");
    }
  }
}
