package io.sealwright.lotus.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.RpcJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What was sent to a real Lotus over HTTP is sent to our server: the answers are equal. */
final class HttpRecordingsTest {
  private static final String SIGNED = "by another secret: see signsWhatLotusSigns";
  private static final String DESCRIBED = "the document was cut, and ours describes what we serve";
  private static final String FILES = "the file service, which is no JSON-RPC";

  /** Reasons that are Go's own: the text up to the reason is equal, the reason need not be. */
  private static final Set<String> REASON_OF_GO = Set.of("error.param-bad-cid");

  /** The header was not recorded; the notes tell which token each of these carried. */
  private static final Map<String, Optional<String>> AUTHORIZATION =
      Map.ofEntries(
          Map.entry("error.bad-token", Optional.of("Bearer " + Tokens.FOREIGN)),
          Map.entry("error.garbage-token", Optional.of("Bearer garbage")),
          Map.entry("error.empty-bearer", Optional.of("Bearer ")),
          Map.entry("error.no-bearer-prefix", Optional.of(Tokens.ALL)),
          Map.entry("error.admin-only-token-read-method", Optional.of("Bearer " + Tokens.ADMIN)),
          Map.entry("error.missing-permission-read-token", Optional.of("Bearer " + Tokens.READ)),
          Map.entry("error.missing-permission-no-token", Optional.empty()),
          Map.entry("error.read-no-token", Optional.empty()),
          Map.entry("error.token-query", Optional.empty()));

  /** What is not replayed, and why. */
  private static final Map<String, String> NOT_REPLAYED =
      Map.ofEntries(
          Map.entry("full/Filecoin.AuthNew", SIGNED),
          Map.entry("full/Filecoin.AuthNew.all", SIGNED),
          Map.entry("full/Filecoin.AuthNew.bogus-perm", SIGNED),
          Map.entry("miner/Filecoin.AuthNew", SIGNED),
          Map.entry("miner/Filecoin.AuthNew.all", SIGNED),
          Map.entry("full/Filecoin.Discover", DESCRIBED),
          Map.entry("miner/Filecoin.Discover", DESCRIBED),
          Map.entry("full/Filecoin.WalletExport", "the key was left out of the recording"),
          Map.entry("miner/error.remote-no-token", FILES),
          Map.entry("miner/error.remote-read-token", FILES),
          Map.entry("worker/error.remote-no-token", FILES),
          Map.entry("worker/error.remote-read-token", FILES));

  private static final Map<String, RecordedNode> NODES = new ConcurrentHashMap<>();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    for (String endpoint : List.of("full", "miner", "worker")) {
      NODES.put(endpoint, new RecordedNode(endpoint, ServerSettings.DEFAULTS));
    }
  }

  @AfterAll
  static void stop() {
    NODES.values().forEach(RecordedNode::close);
  }

  static Stream<Recording> recordings() {
    return Stream.of("full", "miner", "worker")
        .flatMap(endpoint -> Recording.all(endpoint, "error.").stream())
        .filter(recording -> !NOT_REPLAYED.containsKey(recording.toString()));
  }

  static Stream<Recording> calls() {
    return Stream.of("full", "miner", "worker")
        .flatMap(endpoint -> Recording.all(endpoint, "Filecoin.").stream())
        .filter(recording -> !NOT_REPLAYED.containsKey(recording.toString()));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void refusesAsLotusDoes(Recording recording) throws IOException, InterruptedException {
    assertEqual(recording, replay(recording));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void answersAsLotusDoes(Recording recording) throws IOException, InterruptedException {
    assertEqual(recording, replay(recording));
  }

  /** The same header and payload, byte for byte; the signature is by another secret. */
  @Test
  void signsWhatLotusSigns() throws IOException, InterruptedException {
    for (Recording recording : Recording.all("full", "Filecoin.AuthNew")) {
      assertThat(signedPart(replay(recording).body()))
          .isEqualTo(signedPart(recording.json().path("response").toString()))
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void unknownPathsAreTextAsInLotus() throws IOException, InterruptedException {
    HttpResponse<String> response = replay(Recording.of("full", "error.path-unknown"));
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  private static String signedPart(String reply) {
    String base64 = reply.replaceAll(".*\"result\":\"([^\"]*)\".*", "$1").strip();
    String token = new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static HttpResponse<String> replay(Recording recording)
      throws IOException, InterruptedException {
    RecordedNode node = Objects.requireNonNull(NODES.get(recording.endpoint()));
    node.replay(recording);
    String path = recording.path().replaceAll("token=.*", "token=" + Tokens.ALL);
    String body = withOwnToken(recording);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.address().getPort() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                recording.json().path("http_method").asString("POST"),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    AUTHORIZATION
        .getOrDefault(recording.name(), Optional.of("Bearer " + Tokens.ALL))
        .ifPresent(value -> request.header("Authorization", value));
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** AuthVerify of a good token is asked with one of ours. */
  private static String withOwnToken(Recording recording) {
    String body = recording.requestText();
    return recording.name().equals("Filecoin.AuthVerify")
        ? body.replaceAll("\"ey[^\"]*\"", "\"" + Tokens.ALL + "\"")
        : body;
  }

  private static void assertEqual(Recording recording, HttpResponse<String> response) {
    JsonNode expected = recording.json();
    assertThat(response.statusCode()).isEqualTo(expected.path("http_status").intValue());
    if (REASON_OF_GO.contains(recording.name())) {
      String upToReason = text(expected).replaceAll("\\): .*", "): ").strip();
      assertThat(response.body()).startsWith(upToReason).contains("(param: *cid.Cid)");
      return;
    }
    JsonNode headers = expected.path("response_headers");
    if (headers.isObject()) {
      assertThat(response.headers().firstValue("Content-Type").orElse("none"))
          .isEqualTo(headers.path("Content-Type").asString("none"));
    }
    // Paths and ports in answers were shortened in the recordings, lengths were not.
    if (headers.has("Content-Length") && recording.name().startsWith("error.")) {
      assertThat(response.headers().firstValue("Content-Length"))
          .contains(headers.path("Content-Length").asString());
    }
    assertThat(response.body()).isEqualTo(text(expected));
  }

  private static String text(JsonNode expected) {
    return expected.path("response_text").isString()
        ? expected.path("response_text").asString()
        : RpcJson.write(expected.path("response")) + "\n";
  }
}
