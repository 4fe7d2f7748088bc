package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.typed.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * What a worker, its miner and their node said to each other is declared, read, and written again
 * as the same JSON, line by line.
 */
final class RecordedWireTest {
  private static final Path WIRE = Path.of("../vectors/lotus-rpc/wire");

  /** Answers the recorder cut: they say so in place of a worker's table of resources. */
  private static final Map<String, Set<Integer>> CUT =
      Map.of("miner-to-worker", Set.of(52, 64, 80, 84, 189, 193));

  @ParameterizedTest
  @CsvSource({
    "miner-to-full, full, 456",
    "worker-to-miner, miner, 580",
    "wdpost-worker-to-miner, miner, 78",
    "miner-to-worker, worker, 225",
    "miner-to-wdpost-worker, worker, 46"
  })
  void aLineIsReadAndWrittenAgain(String file, String callee, int compared) throws Exception {
    Conversation conversation = new Conversation(callee);
    List<String> lines = Files.readAllLines(WIRE.resolve(file + ".jsonl"));
    for (int i = 0; i < lines.size(); i++) {
      conversation.hear(i + 1, RpcJson.parse(lines.get(i)));
    }

    assertThat(conversation.differences).containsOnlyKeys(CUT.getOrDefault(file, Set.of()));
    assertThat(conversation.compared).as("bodies and frames").isEqualTo(compared);
  }

  /** What was said so far, as far as later lines refer to it. */
  private static final class Conversation {
    private final String callee;
    private final Map<Integer, List<String>> differences = new TreeMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Signature> asked = new HashMap<>();
    private final Map<String, Signature> channels = new HashMap<>();
    private int compared;

    Conversation(String callee) {
      this.callee = callee;
    }

    void hear(int number, JsonNode line) {
      String connection = line.path("conn").asString();
      if (line.has("path")) {
        paths.put(connection, line.path("path").asString());
      }
      if (line.path("body").isObject()) {
        List<String> found =
            differences(connection, paths.getOrDefault(connection, ""), line.path("body"));
        if (!found.isEmpty()) {
          differences.put(number, found);
        }
      }
    }

    private List<String> differences(String connection, String path, JsonNode body) {
      String method = body.path("method").asString("");
      if (path.startsWith("/remote/stat/")) {
        return compare(StorageJson.SPACE, body);
      }
      if (path.equals("/remote/vanilla/single")) {
        return compare(WorkerJson.VANILLA_ORDER, body);
      }
      return switch (method) {
        case "" -> answer(connection, body);
        // Frames of the transport, not of the API.
        case "xrpc.cancel", "xrpc.ch.close" -> List.of();
        case "xrpc.ch.val" -> {
          JsonNode params = body.path("params");
          Signature channel = Objects.requireNonNull(channels.get(connection + params.get(0)));
          yield compare(channel.result(), params.get(1));
        }
        default -> ask(connection, path, body);
      };
    }

    private List<String> ask(String connection, String path, JsonNode body) {
      JsonNode params = body.path("params");
      Optional<Signature> signature =
          Declarations.recorded(callee, path).find(body.path("method").asString(), params.size());
      if (signature.isEmpty() || signature.get().params().size() != params.size()) {
        return List.of(body.path("method") + " is not declared with " + params.size());
      }
      compared++;
      asked.put(connection + body.path("id"), signature.get());
      List<String> found = new ArrayList<>();
      for (int i = 0; i < params.size(); i++) {
        Difference.madeOfGiven(signature.get().params().get(i), params.get(i))
            .ifPresent(found::add);
      }
      return found;
    }

    private List<String> answer(String connection, JsonNode body) {
      Signature signature = Objects.requireNonNull(asked.get(connection + body.path("id")));
      if (body.has("error")) {
        return List.of();
      }
      if (signature.declared().name().equals("ChainNotify")) {
        compared++;
        channels.put(connection + body.path("result"), signature);
        return List.of();
      }
      return compare(signature.result(), body.path("result"));
    }

    private List<String> compare(JsonForm<?> form, JsonNode value) {
      compared++;
      return Difference.made(form, value).stream().toList();
    }
  }
}
