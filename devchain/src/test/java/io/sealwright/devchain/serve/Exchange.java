package io.sealwright.devchain.serve;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One recorded exchange with the full node of a real network. */
record Exchange(String name, JsonNode json) {
  private static final Path FOLDER = Path.of("../vectors/lotus-rpc/full");
  private static final String EXTENSION = ".json";

  static Exchange of(String name) {
    try {
      return new Exchange(name, RpcJson.parse(Files.readString(FOLDER.resolve(name + EXTENSION))));
    } catch (IOException | UnexpectedJson e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** All whose names begin so. */
  static List<Exchange> all(String prefix) {
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

  String path() {
    return json.path("path").asString();
  }

  String verb() {
    return json.path("http_method").asString("POST");
  }

  int status() {
    return json.path("http_status").intValue();
  }

  /** The body as it was sent. */
  String request() {
    if (json.path("request_text").isString()) {
      return json.path("request_text").asString();
    }
    return json.path("request").isObject() ? json.path("request").toString() : "";
  }

  /** The body as it came back. */
  String response() {
    return json.path("response_text").isString()
        ? json.path("response_text").asString()
        : RpcJson.write(json.path("response")) + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
