package io.sealwright.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Vectors published with the protocol, and answers recorded from a real network. */
public final class Vectors {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Vectors() {}

  /** The cases of a file of vectors. */
  public static Stream<JsonNode> cases(String file) {
    return read("/vectors/" + file + ".json").valueStream();
  }

  /** The result of a recorded call. */
  public static JsonNode recorded(String call) {
    return read("/recorded/Filecoin." + call + ".json").get("response").get("result");
  }

  public static JsonNode read(String resource) {
    try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
