package io.sealwright.app.replay;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One recorded call.
 *
 * @param path where it was asked, {@code /rpc/v1}
 * @param method with its namespace
 * @param response the whole answer, with {@code result} or {@code error}
 */
public record Exchange(String path, String method, List<JsonNode> params, JsonNode response) {
  private static final Path FOLDER = Path.of("..", "vectors", "lotus-rpc");

  public Exchange {
    params = List.copyOf(params);
  }

  /**
   * Reads {@code vectors/lotus-rpc/ENDPOINT/Filecoin.NAME.json}.
   *
   * @param name a method, or a method and a case: {@code MpoolPending.one}
   */
  public static Exchange of(String endpoint, String name) {
    return read(FOLDER.resolve(endpoint).resolve("Filecoin." + name + ".json"));
  }

  static Exchange read(Path file) {
    try {
      JsonNode json = RpcJson.parse(Files.readString(file));
      JsonNode request = json.path("request");
      return new Exchange(
          json.path("path").asString(),
          request.path("method").asString(),
          List.copyOf(request.path("params").values()),
          json.path("response"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  /** The recorded result. */
  public JsonNode result() {
    return response.path("result");
  }
}
