package io.sealwright.lotus.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.auth.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Declarations against the documents that Lotus publishes, and our own document. */
final class OpenRpcTest {
  /** The documents of node and miner leave out what both share, so recordings vouch for these. */
  @ParameterizedTest
  @ValueSource(strings = {"full", "miner"})
  void theSharedMethodsAreInNoDocumentOfTheirOwn(String endpoint) throws Exception {
    assertThat(PublishedApi.of(endpoint).unknown(CommonApi.ALL)).isEqualTo(CommonApi.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "miner", "worker"})
  void whatIsDerivedFromADeclarationAgreesWithTheDocument(String endpoint) throws Exception {
    PublishedApi published = PublishedApi.of(endpoint);
    List<Declared> declared =
        published.names().stream()
            .<Declared>map(name ->
                RpcMethod.query(name, published.parameters(name), Permission.READ, JsonForm.RAW))
            .toList();
    JsonNode described = OpenRpc.describe("Lotus RPC API", "test", declared);
    assertThat(PublishedApi.parse(described).signatures()).isEqualTo(published.signatures());
  }

  @Test
  void aWrongCountAndAnUnknownNameAreNoticed() throws Exception {
    PublishedApi full = PublishedApi.of("full");
    Declared wrong = RpcMethod.query("ChainHead", 1, Permission.READ, JsonForm.RAW);
    Declared unknown = RpcMethod.query("ChainTail", 0, Permission.READ, JsonForm.RAW);
    Declared right = RpcMethod.query("StateMinerInfo", 2, Permission.READ, JsonForm.RAW);
    assertThat(full.unknown(List.of(wrong, unknown, right))).containsExactly(wrong, unknown);
  }

  @Test
  void theDocumentNamesEveryMethodOnceInOrder() throws IOException, UnexpectedJson {
    JsonNode described = OpenRpc.describe("Lotus RPC API", "test", CommonApi.ALL);
    Set<String> names = CommonApi.ALL.stream().map(Declared::wireName).collect(Collectors.toSet());
    List<String> written =
        described.path("methods").values().stream().map(m -> m.path("name").asString()).toList();
    assertThat(written).isSorted().doesNotHaveDuplicates().hasSize(names.size());
    assertThat(names).containsAll(written);
  }
}
