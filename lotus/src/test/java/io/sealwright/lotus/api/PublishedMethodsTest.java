package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.PublishedApi;
import io.sealwright.lotus.rpc.typed.Signature;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class PublishedMethodsTest {
  @ParameterizedTest
  @ValueSource(strings = {"full", "miner", "worker"})
  void x(String endpoint) throws Exception {
    Declarations apis = switch (endpoint) { case "full" -> Declarations.full(); case "miner" -> Declarations.miner(); default -> Declarations.worker(); };
    PublishedApi published = PublishedApi.of(endpoint);
    for (Signature s : apis.all()) {
      if (!published.names().contains(s.declared().name())) { System.out.println(endpoint + " NOT IN DOC " + s.declared().name()); continue; }
      if (published.parameters(s.declared().name()) != s.declared().parameters()) System.out.println(endpoint + " COUNT " + s.declared().name());
      JsonNode ex = published.results().get(s.declared().name());
      if (ex == null) { System.out.println(endpoint + " NOEX " + s.declared().name()); continue; }
      Difference.made(s.result(), ex).ifPresent(w -> System.out.println(endpoint + " EX " + s.declared().name() + ": " + w + "      " + (ex.toString().length() > 200 ? "" : ex)));
    }
  }
}
