package io.sealwright.devchain.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of a real node is asked of a dev chain. Refusals, keys, signatures and whatever
 * else does not depend on that node's chain are equal, to the byte.
 */
final class RecordedRequestsTest {
  /** A dev chain is ready without peers; and another API lies behind the path of v2. */
  private static final Set<String> OTHERWISE = Set.of("error.readyz", "error.path-v2");

  /** A signature by secp256k1 has chance in it, and so has the CID that covers it. */
  private static final String SECP = "\"Type\":1,\"Data\":\"[^\"]*\"(},\"CID\":\\{[^}]*})?";

  /** What the node said of itself, its chain or the reasons of its language. */
  private static final Map<String, String> MASKS =
      Map.ofEntries(
          Map.entry("Filecoin.WalletSign.key-secp256k1", SECP),
          Map.entry("Filecoin.WalletSignMessage.key-secp256k1", SECP),
          Map.entry("Filecoin.WalletSignMessage.key-secp256k1-null-params", SECP),
          Map.entry("error.read-no-token", "\"result\":\\{.*}"),
          Map.entry("error.tipset-future", "head: [0-9]+"),
          Map.entry("error.miner-not-found", "\"t099\"|not miner: [a-z]+|actor not found"),
          Map.entry("error.param-bad-cid", "cid.Cid\\): .*(?=\"},\"id)"),
          Map.entry("error.param-bad-address", "address.Address\\): [^\"]*"));

  private static final String VERSION = "\"result\":\\{\"Version\":[^}]*}";

  private static final List<String> WITHOUT_A_CHAIN =
      List.of(
          "Filecoin.AuthVerify.garbage",
          "Filecoin.AuthVerify.foreign-secret",
          "Filecoin.ChainGetMessage.unknown",
          "Filecoin.ChainHasObj.no",
          "Filecoin.ChainReadObj.unknown",
          "Filecoin.LogSetLevel",
          "Filecoin.LogSetLevel.bad-level",
          "Filecoin.LogSetLevel.unknown",
          "Filecoin.MpoolGetConfig",
          "Filecoin.MpoolPushMessage.nonce-set",
          "Filecoin.MpoolPushMessage.no-funds",
          "Filecoin.MsigGetPending",
          "Filecoin.NetAgentVersion.unknown",
          "Filecoin.NetAutoNatStatus",
          "Filecoin.NetBandwidthStats",
          "Filecoin.NetBlockList",
          "Filecoin.NetConnectedness",
          "Filecoin.NetPeerInfo.unknown",
          "Filecoin.NetPeers",
          "Filecoin.NetProtectList",
          "Filecoin.NetPubsubScores",
          "Filecoin.PaychList",
          "Filecoin.StateAccountKey.not-an-account",
          "Filecoin.StateActorCodeCIDs",
          "Filecoin.StateActorManifestCID",
          "Filecoin.StateAllMinerFaults",
          "Filecoin.StateGetActor.not-found",
          "Filecoin.StateGetRandomnessFromTickets.empty-tsk-error",
          "Filecoin.StateGetRandomnessFromTickets.future",
          "Filecoin.StateLookupID.not-found",
          "Filecoin.StateMarketBalance",
          "Filecoin.StateMarketParticipants",
          "Filecoin.StateMinerFaults",
          "Filecoin.StateMinerPartitions.1",
          "Filecoin.StateMinerRecoveries",
          "Filecoin.StateNetworkVersion",
          "Filecoin.StateNetworkVersion.null-tsk",
          "Filecoin.StateSearchMsg.unknown",
          "Filecoin.StateSectorExpiration.unknown",
          "Filecoin.StateSectorGetInfo.unknown",
          "Filecoin.StateSectorPartition.unknown",
          "Filecoin.StateSectorPreCommitInfo.absent",
          "Filecoin.StateSectorPreCommitInfo.absent.v0",
          "Filecoin.StateVerifiedRegistryRootKey",
          "Filecoin.Session",
          "Filecoin.WalletBalance.unknown",
          "Filecoin.WalletImport.bad-type",
          "Filecoin.WalletImport.bls-too-large",
          "Filecoin.WalletImport.short",
          "Filecoin.WalletImport.key-bls",
          "Filecoin.WalletImport.key-secp256k1",
          "Filecoin.WalletExport.key-bls",
          "Filecoin.WalletExport.key-secp256k1",
          "Filecoin.WalletSign.key-bls",
          "Filecoin.WalletSign.key-secp256k1",
          "Filecoin.WalletSignMessage.key-bls",
          "Filecoin.WalletSignMessage.key-bls-null-params",
          "Filecoin.WalletSignMessage.key-secp256k1",
          "Filecoin.WalletSignMessage.key-secp256k1-null-params",
          "Filecoin.WalletNew.bad-type",
          "Filecoin.WalletValidateAddress");

  @TempDir static Path folder;
  private static Optional<ServedChain> served = Optional.empty();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void serve() throws IOException {
    served = Optional.of(ServedChain.in(folder));
    chain().advance(3);
  }

  @AfterAll
  static void stop() throws IOException {
    chain().close();
  }

  static Stream<Exchange> refusals() {
    return Exchange.all("error.").stream().filter(one -> !OTHERWISE.contains(one.name()));
  }

  static Stream<Exchange> answers() {
    return WITHOUT_A_CHAIN.stream().map(Exchange::of);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesAsLotusDoes(Exchange exchange) throws IOException, InterruptedException {
    assertEqual(exchange, replay(exchange));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answersAsLotusDoes(Exchange exchange) throws IOException, InterruptedException {
    assertEqual(exchange, replay(exchange));
  }

  /** What a real node signed is a signature here, and nothing else is. */
  @Test
  void verifiesWhatLotusSigned() throws IOException, InterruptedException {
    for (String kind : List.of("key-bls", "key-secp256k1")) {
      JsonNode signing = Exchange.of("Filecoin.WalletSign." + kind).json();
      JsonNode params = signing.path("request").path("params");
      String signature = signing.path("response").path("result").toString();
      assertThat(verify(params.path(0).asString(), params.path(1).asString(), signature))
          .contains("\"result\":true");
      assertThat(verify(params.path(0).asString(), "AAAA", signature))
          .contains("\"result\":false");
    }
  }

  private static String verify(String address, String bytes, String signature)
      throws IOException, InterruptedException {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"Filecoin.WalletVerify","params":["%s","%s",%s]}
        """
            .formatted(address, bytes, signature);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(chain().httpBase() + "/rpc/v1"))
            .POST(BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  private static void assertEqual(Exchange exchange, HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(exchange.status());
    if (exchange.json().has("response_headers")) {
      assertThat(response.headers().firstValue("Content-Type").orElse("none"))
          .isEqualTo(
              exchange.json().path("response_headers").path("Content-Type").asString("none"));
    }
    assertThat(masked(exchange, response.body())).isEqualTo(masked(exchange, exchange.response()));
  }

  private static String masked(Exchange exchange, String text) {
    String mask = MASKS.getOrDefault(exchange.name(), VERSION);
    return text.replaceAll(mask, "…");
  }

  private static HttpResponse<String> replay(Exchange exchange)
      throws IOException, InterruptedException {
    String path = exchange.path().replaceAll("token=.*", "token=" + all());
    String body = exchange.request();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(chain().httpBase() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                exchange.verb(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    authorization(exchange.name())
        .ifPresent(value -> request.header("Authorization", value));
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** The header was not recorded; the notes tell which token each of these carried. */
  private static Optional<String> authorization(String name) {
    Map<String, Supplier<Optional<String>>> told =
        Map.of(
            "error.bad-token", () -> Optional.of("Bearer " + foreign()),
            "error.garbage-token", () -> Optional.of("Bearer garbage"),
            "error.empty-bearer", () -> Optional.of("Bearer "),
            "error.no-bearer-prefix", () -> Optional.of(all()),
            "error.admin-only-token-read-method",
                () -> Optional.of("Bearer " + chain().token(Permission.ADMIN)),
            "error.missing-permission-read-token",
                () -> Optional.of("Bearer " + chain().token(Permission.READ)),
            "error.missing-permission-no-token", Optional::empty,
            "error.read-no-token", Optional::empty,
            "error.token-query", Optional::empty);
    return told.getOrDefault(name, () -> Optional.of("Bearer " + all())).get();
  }

  private static String all() {
    return chain().token(Permission.values());
  }

  private static String foreign() {
    return new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]).sign(Permissions.ALL);
  }

  private static ServedChain chain() {
    return served.orElseThrow();
  }
}
