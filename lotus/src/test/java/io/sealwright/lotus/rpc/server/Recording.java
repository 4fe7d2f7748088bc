package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One exchange with a real Lotus v1.36.2.
 *
 * @param endpoint full, miner or worker
 * @param name of the file, without its extension
 */
record Recording(String endpoint, String name, JsonNode json) {

  static Recording of(String endpoint, String name) {
    return read(endpoint, folder(endpoint).resolve(name + ".json"));
  }

  /** All of one endpoint whose names begin so. */
  static List<Recording> all(String endpoint, String prefix) {
    try (Stream<Path> files = Files.list(folder(endpoint))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .map(file -> read(endpoint, file))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String path() {
    return json.path("path").asString();
  }

  /** The body as it was sent; recordings of plain calls hold it as a value only. */
  String requestText() {
    if (json.path("request_text").isString()) {
      return json.path("request_text").asString();
    }
    return json.path("request").isObject() ? json.path("request").toString() : "";
  }

  /** What the real one answered to a method, if this recording holds it. */
  JsonNode answerTo(String wireName) {
    boolean same = json.path("request").path("method").asString().equals(wireName);
    return same ? json.path("response") : json.path("nothing");
  }

  @Override
  public String toString() {
    return endpoint + "/" + name;
  }

  private static Recording read(String endpoint, Path file) {
    String name = file.getFileName().toString();
    try {
      JsonNode json = RpcJson.parse(Files.readString(file));
      return new Recording(endpoint, name.substring(0, name.length() - ".json".length()), json);
    } catch (IOException | UnexpectedJson e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Path folder(String endpoint) {
    return Path.of("../vectors/lotus-rpc", endpoint);
  }
}
