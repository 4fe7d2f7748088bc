package io.sealwright.lotus.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * One of the OpenRPC documents of Lotus v1.36.2. They hold neither channels nor the methods that
 * node and miner share.
 *
 * @param signatures how many parameters each method takes, by its name without the namespace
 * @param results an example of what each method answers, where there is one
 */
public record PublishedApi(Map<String, Integer> signatures, Map<String, JsonNode> results) {

  /** The document of the full node, the miner or the worker. */
  public static PublishedApi of(String endpoint) throws IOException, UnexpectedJson {
    String name = "/openrpc/" + endpoint + ".json.gz";
    try (InputStream file = Objects.requireNonNull(PublishedApi.class.getResourceAsStream(name));
        InputStream text = new GZIPInputStream(file)) {
      return parse(RpcJson.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  static PublishedApi parse(JsonNode document) {
    Map<String, Integer> signatures = new TreeMap<>();
    Map<String, JsonNode> results = new TreeMap<>();
    for (JsonNode method : document.path("methods").values()) {
      String name = method.path("name").asString().substring(Declared.NAMESPACE.length());
      signatures.put(name, method.path("params").size());
      JsonNode examples = method.path("result").path("schema").path("examples");
      if (!examples.isEmpty()) {
        results.put(name, examples.get(0));
      }
    }
    return new PublishedApi(signatures, results);
  }

  public Set<String> names() {
    return signatures.keySet();
  }

  public int parameters(String name) {
    return Objects.requireNonNull(signatures.get(name));
  }

  /** Those that are not in the document with just their number of parameters. */
  public List<Declared> unknown(List<Declared> declared) {
    return declared.stream()
        .filter(method -> signatures.getOrDefault(method.name(), -1) != method.parameters())
        .toList();
  }
}
