package io.sealwright.engine.serving;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One recorded exchange with the miner of a real network. */
record Recorded(String name, JsonNode json) {
  private static final Path FOLDER = Path.of("../vectors/lotus-rpc/miner");
  private static final String EXTENSION = ".json";

  static Recorded of(String name) {
    try {
      return new Recorded(name, RpcJson.parse(Files.readString(FOLDER.resolve(name + EXTENSION))));
    } catch (IOException | UnexpectedJson e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** All whose names begin so. */
  static List<Recorded> all(String prefix) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .map(name -> of(name.substring(0, name.length() - EXTENSION.length())))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a call: {@code SectorsStatus}. */
  String method() {
    return name.split("\\.", 3)[1];
  }

  JsonNode response() {
    return json.path("response");
  }

  /** The body as it was sent. */
  String request() {
    if (json.path("request_text").isString()) {
      return json.path("request_text").asString();
    }
    JsonNode request = json.path("request");
    return request.isObject() || request.isArray() ? request.toString() : "";
  }

  /** The body as it came back. */
  String responseText() {
    return json.path("response_text").isString()
        ? json.path("response_text").asString()
        : RpcJson.write(response()) + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
