package io.sealwright.lotus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.PublishedApi;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.typed.Signature;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is declared, against the documents that Lotus publishes. */
final class PublishedMethodsTest {
  /** As servers of v1.13 have them, which no document describes. */
  private static final Set<String> OLD_VARIANTS =
      Set.of(
          "StorageBestAlloc",
          "FinalizeSector",
          "CheckProvable",
          "ComputeProof",
          "SectorMarkForUpgrade");

  /** Answers whose type is anything at all, and why. An entry not needed is an error. */
  private static final Map<String, String> RAW_ANSWERS =
      Map.of(
          "Discover", "a document of open-rpc.org, for people and generators",
          "StateDecodeParams", "its fields are those of any method of any actor",
          "F3GetManifest", "its fields change from release to release, and nothing reads one",
          "F3GetLatestCertificate", "as the manifest; no recorded node has finality running",
          "Closing", "a channel that never yields");

  /** The example is {@code {}}, which stands for anything. */
  private static final Set<String> EXAMPLE_OF_NOTHING = Set.of("SealingSchedDiag");

  @ParameterizedTest
  @ValueSource(strings = {"full", "miner", "worker"})
  void aMethodIsPublishedWithItsParameters(String endpoint) throws Exception {
    PublishedApi published = PublishedApi.of(endpoint);
    Set<String> unknown =
        published.unknown(declared(endpoint)).stream()
            .map(Declared::name)
            .filter(name -> !OLD_VARIANTS.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(unknown).isEqualTo(unpublished(endpoint));
    for (String name : OLD_VARIANTS) {
      if (published.names().contains(name)) {
        assertThat(declared(endpoint).stream().filter(method -> method.name().equals(name)))
            .as(name)
            .map(Declared::parameters)
            .hasSize(2)
            .contains(published.parameters(name));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "miner", "worker"})
  void anExampleIsReadAndWrittenAgain(String endpoint) throws Exception {
    PublishedApi published = PublishedApi.of(endpoint);
    Map<String, String> differences = new TreeMap<>();
    int compared = 0;
    for (Signature signature : apis(endpoint).all()) {
      String name = signature.declared().name();
      JsonNode example = published.results().get(name);
      if (example != null && !EXAMPLE_OF_NOTHING.contains(name)) {
        compared++;
        Difference.madeOfGiven(signature.result(), PlaceHolders.replaced(example))
            .ifPresent(what -> differences.put(name, what));
      }
    }

    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(endpoint.equals("worker") ? 20 : 35);
  }

  @Test
  void onlyWhatCanBeAnythingIsTakenAsItIs() {
    Set<String> raw =
        Stream.of("full", "miner", "worker")
            .flatMap(endpoint -> apis(endpoint).all().stream())
            .filter(signature -> signature.result().equals(JsonForm.RAW))
            .map(signature -> signature.declared().name())
            .collect(Collectors.toSet());

    assertThat(raw).isEqualTo(RAW_ANSWERS.keySet());
  }

  /** The documents leave out channels, and what node and miner share. */
  private static Set<String> unpublished(String endpoint) {
    if (endpoint.equals("worker")) {
      return Set.of();
    }
    Stream<String> shared =
        Stream.of(new CommonMethods(), new NetMethods())
            .flatMap(group -> Declarations.of(List.of(group)).all().stream())
            .map(signature -> signature.declared().name());
    Stream<String> channels =
        declared(endpoint).stream()
            .filter(method -> method instanceof RpcChannel<?>)
            .map(Declared::name);
    return Stream.concat(shared, channels).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Declared> declared(String endpoint) {
    return apis(endpoint).all().stream().map(Signature::declared).toList();
  }

  /** The examples' addresses are of the main network. */
  private static Declarations apis(String endpoint) {
    return switch (endpoint) {
      case "full" -> Declarations.full(NetworkLetter.MAINNET);
      case "miner" -> Declarations.miner(NetworkLetter.MAINNET);
      default -> Declarations.worker();
    };
  }
}
