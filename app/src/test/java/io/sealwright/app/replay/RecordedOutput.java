package io.sealwright.app.replay;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a command of Lotus printed on the recorded network: {@code vectors/lotus-cli}.
 *
 * @param lines without the command line itself
 */
public record RecordedOutput(List<String> lines) {
  private static final Path FOLDER = Path.of("..", "vectors", "lotus-cli");

  public RecordedOutput {
    lines = List.copyOf(lines);
  }

  /**
   * The output in {@code NAME.txt}.
   *
   * @param name such as {@code lotus.wallet-list}
   */
  public static RecordedOutput of(String name) {
    try {
      List<String> all = Files.readAllLines(FOLDER.resolve(name + ".txt"));
      return new RecordedOutput(all.stream().skip(1).filter(line -> !line.isBlank()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines as the JSON documents they are, one after the other. */
  public List<JsonNode> documents() {
    List<JsonNode> documents = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      open.append(line).append('\n');
      if (line.equals("}")) {
        documents.add(parsed(open.toString()));
        open.setLength(0);
      }
    }
    return documents;
  }

  private static JsonNode parsed(String text) {
    try {
      return RpcJson.parse(text);
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(e);
    }
  }
}
