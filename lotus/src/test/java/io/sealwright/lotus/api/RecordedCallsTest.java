package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.typed.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Every recorded call of a real network is declared; its parameters and its answer are read and
 * written again as the same JSON.
 */
final class RecordedCallsTest {
  private static final Path RECORDINGS = Path.of("../vectors/lotus-rpc");

  /** What does not come back as it was, and why that is right. An entry not needed is an error. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "full Filecoin.StateMinerInfo.f-prefix-null-tsk.json parameter 0",
          "an address with the other network's letter is read, and written with the own",
          "full Filecoin.WalletExport.json result",
          "the recording says (left out) in place of the key",
          "full Filecoin.WalletSignMessage.json parameter 1",
          "the caller gave the CID of another message, which nodes ignore",
          "worker Filecoin.Discover.json",
          "a worker has no such method, which is what was recorded");

  @ParameterizedTest
  @CsvSource({"full, 313", "miner, 259", "worker, 33"})
  void aCallIsReadAndWrittenAgain(String endpoint, int recordings) throws Exception {
    Map<String, String> differences = new TreeMap<>();
    List<Path> calls = calls(endpoint);
    for (Path file : calls) {
      String name = endpoint + " " + file.getFileName();
      differencesOf(endpoint, RpcJson.parse(Files.readString(file)))
          .forEach((where, what) -> differences.put((name + " " + where).strip(), what));
    }

    assertThat(differences)
        .containsOnlyKeys(
            EXCEPTIONS.keySet().stream().filter(key -> key.startsWith(endpoint + " ")).toList());
    assertThat(calls).hasSize(recordings);
  }

  private static Map<String, String> differencesOf(String endpoint, JsonNode call) {
    JsonNode request = call.path("request");
    JsonNode params = request.path("params");
    Optional<Signature> signature =
        Declarations.recorded(endpoint, call.path("path").asString())
            .find(request.path("method").asString(), params.size());
    if (signature.isEmpty()) {
      return Map.of("", "not declared");
    }
    List<JsonForm<?>> forms = signature.get().params();
    if (forms.size() != params.size()) {
      return Map.of("parameters", params.size() + " given, " + forms.size() + " declared");
    }
    Map<String, String> differences = new TreeMap<>();
    for (int i = 0; i < params.size(); i++) {
      String where = "parameter " + i;
      Difference.madeOfGiven(forms.get(i), params.get(i))
          .ifPresent(what -> differences.put(where, what));
    }
    JsonNode response = call.path("response");
    if (response.has("result")) {
      Difference.made(signature.get().result(), response.path("result"))
          .ifPresent(what -> differences.put("result", what));
    }
    return differences;
  }

  private static List<Path> calls(String endpoint) throws IOException {
    try (Stream<Path> files = Files.list(RECORDINGS.resolve(endpoint))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("Filecoin."))
          .sorted()
          .toList();
    }
  }
}
