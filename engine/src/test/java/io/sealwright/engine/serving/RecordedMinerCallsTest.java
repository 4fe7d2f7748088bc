package io.sealwright.engine.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.client.ApiAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of a real lotus-miner is asked of our own. Results have the shape of the recorded
 * ones; refusals and whatever does not depend on that miner's sectors are equal, to the byte.
 */
final class RecordedMinerCallsTest {
  /** Methods that are declined, and why, in the words that their callers read. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("ActorWithdrawBalance", "'sealwright actor withdraw'"),
          Map.entry("BeneficiaryWithdrawBalance", "'sealwright actor withdraw'"),
          Map.entry("ComputeWindowPoSt", "proves its windows itself"),
          Map.entry("CreateBackup", "keeps all it knows in its database"),
          Map.entry("RecoverFault", "declares a recovery itself"),
          Map.entry("ReturnSealPreCommit1", "Lotus's workers do not work for this miner"),
          Map.entry("SectorAbortUpgrade", "are not upgraded"),
          Map.entry("SectorGetExpectedSealDuration", "takes no deals"),
          Map.entry("SectorMarkForUpgrade", "are not upgraded"),
          Map.entry("SectorSetExpectedSealDuration", "takes no deals"),
          Map.entry("SectorSetSealDelay", "takes no deals"),
          Map.entry("SectorStartSealing", "takes no deals"),
          Map.entry("SectorUnseal", "takes no deals"),
          Map.entry("StorageBestAlloc", "Lotus's workers do not work for this miner"),
          Map.entry("StorageDropSector", "Lotus's workers do not work for this miner"),
          Map.entry("StorageRedeclareLocal", "records say which files lie where"),
          Map.entry("StorageReportHealth", "Lotus's workers do not work for this miner"),
          Map.entry("StorageTryLock", "Lotus's workers do not work for this miner"));

  /** Objects whose keys are values. */
  private static final Map<String, Set<String>> MAPS =
      Map.of(
          "WorkerStats",
              Set.of(
                  "",
                  ".*.Info.Resources.Resources",
                  ".*.Info.Resources.Resources.*",
                  ".*.TaskCounts"),
          "WorkerJobs", Set.of(""),
          "SectorsSummary", Set.of(""),
          "CheckProvable", Set.of(""),
          "StorageList", Set.of(""),
          "StorageLocal", Set.of(""),
          "SealingSchedDiag", Set.of(".CallToWork"));

  /**
   * Calls about things that only that miner had, and what depends on our actions. A call that is
   * not known is refused.
   */
  private static final Set<String> ITS_OWN =
      Set.of(
          "Filecoin.StorageInfo.local",
          "Filecoin.StorageInfo.worker",
          "Filecoin.StorageStat.local",
          "Filecoin.StorageStat.worker",
          "Filecoin.AuthVerify",
          "Filecoin.StorageAuthVerify",
          "Filecoin.AuthNew",
          "Filecoin.AuthNew.all",
          "Filecoin.SectorRemove.already-removed",
          "Filecoin.SectorTerminate.removed-sector",
          "Filecoin.SealingRemoveRequest.ok",
          "Filecoin.SealingAbort.unknown-call",
          "Filecoin.MarketListDeals");

  /** A whole description, compared by another test. */
  private static final String DISCOVER = "Discover";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Optional<RecordedNode> node = Optional.empty();
  private static Optional<Cluster> cluster = Optional.empty();

  @BeforeAll
  static void serve() throws Exception {
    node = Optional.of(new RecordedNode());
    cluster = Optional.of(new Cluster(Optional.of(node.get().node())));
  }

  @AfterAll
  static void stop() {
    cluster.orElseThrow().close();
    node.orElseThrow().close();
  }

  @Test
  void everyRecordedMethodIsKnown() throws Exception {
    Set<String> unknown = new HashSet<>();
    for (Recorded call : Recorded.all("Filecoin.")) {
      if (ask(call).path("error").path("code").asInt(0) == RpcError.NO_SUCH_METHOD) {
        unknown.add(call.method());
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void whatIsDeclinedIsSaidInWordsWithWhatToDoInstead() throws Exception {
    Set<String> declined = new HashSet<>();
    for (Recorded call : Recorded.all("Filecoin.")) {
      if (LEFT_OUT.containsKey(call.method())) {
        JsonNode answer = ask(call);
        assertThat(answer.path("error").path("code").asInt()).isEqualTo(RpcError.FAILED);
        assertThat(error(answer))
            .as("%s", call)
            .contains(Objects.requireNonNull(LEFT_OUT.get(call.method())))
            .contains("; ");
        declined.add(call.method());
      }
    }
    assertThat(declined).isEqualTo(LEFT_OUT.keySet());
  }

  /** Whoever generates a client from the description gets nothing that only refuses. */
  @Test
  void whatIsDeclinedIsNotDescribed() throws Exception {
    List<String> described = new ArrayList<>();
    for (JsonNode method :
        ask(Recorded.of("Filecoin.Discover")).path("result").path("methods").values()) {
      described.add(method.path("name").asString().replace("Filecoin.", ""));
    }
    assertThat(described).contains("SectorsUpdate").doesNotContainAnyElementsOf(LEFT_OUT.keySet());
  }

  /** Hosts mount the paths they need: over the network no file is read, written or deleted. */
  @Test
  void nothingIsToBeHadOfTheFileService() throws Exception {
    List<Recorded> requests = new ArrayList<>(Recorded.all("remote."));
    requests.addAll(Recorded.all("error.remote"));
    assertThat(requests).hasSizeGreaterThan(20);
    Recorded nothing = Recorded.of("remote.root");
    for (Recorded request : requests) {
      HttpResponse<String> answer =
          send(
              request.json().path("path").asString(),
              request.json().path("http_method").asString(),
              "",
              Optional.of(bearer()));
      assertThat(answer.statusCode())
          .as("%s", request)
          .isEqualTo(nothing.json().path("http_status").intValue());
      if (!request.json().path("http_method").asString().equals("HEAD")) {
        assertThat(answer.body()).isEqualTo(nothing.json().path("body").asString());
      }
    }
  }

  @Test
  void resultsHaveTheShapeOfTheRecordedOnes() throws Exception {
    Map<String, Shapes> shapes = new HashMap<>();
    for (Recorded call : Recorded.all("Filecoin.")) {
      if (call.response().has("result")) {
        shapes
            .computeIfAbsent(
                call.method(), method -> new Shapes(MAPS.getOrDefault(method, Set.of())))
            .learn(call.response().path("result"));
      }
    }
    Map<String, List<String>> strange = new TreeMap<>();
    int compared = 0;
    for (Recorded call : Recorded.all("Filecoin.")) {
      if (isShown(call)) {
        JsonNode answer = ask(call);
        List<String> found =
            answer.has("result")
                ? Objects.requireNonNull(shapes.get(call.method())).strange(answer.path("result"))
                : List.of(answer.toString());
        compared++;
        if (!found.isEmpty()) {
          strange.put(call.name(), found);
        }
      }
    }
    assertThat(strange).isEmpty();
    assertThat(compared).isGreaterThan(120);
  }

  private static boolean isShown(Recorded call) {
    return call.response().has("result")
        && !LEFT_OUT.containsKey(call.method())
        && !call.method().equals(DISCOVER)
        && !ITS_OWN.contains(call.name())
        && !isAboutNoSector(call);
  }

  @Test
  void refusesAsLotusDoes() throws Exception {
    List<String> different = new ArrayList<>();
    for (Recorded call : Recorded.all("Filecoin.")) {
      if (call.response().has("error")
          && !LEFT_OUT.containsKey(call.method())
          && !ITS_OWN.contains(call.name())
          && !isItsFault(call)
          && !ask(call).equals(call.response())) {
        different.add(call + ": " + ask(call));
      }
    }
    assertThat(different).isEmpty();
  }

  private static boolean isItsFault(Recorded call) {
    return error(call.response()).contains("panic in rpc method");
  }

  /** The real one makes a record of such a number, and carried commands out on sector 0. */
  @Test
  void aNumberThatIsNoSectorIsRefused() throws Exception {
    List<Recorded> calls =
        Recorded.all("Filecoin.Sector").stream()
            .filter(call -> !LEFT_OUT.containsKey(call.method()))
            .filter(RecordedMinerCallsTest::isAboutNoSector)
            .toList();
    assertThat(calls).hasSizeGreaterThanOrEqualTo(8);
    for (Recorded call : calls) {
      assertThat(error(ask(call))).as("%s", call).startsWith("No state for /");
    }
    assertThat(cluster.orElseThrow().database.sectors().all()).hasSize(12);
  }

  private static boolean isAboutNoSector(Recorded call) {
    return call.method().startsWith("Sector")
        && call.json().path("request").path("params").path(0).asLong(0) > 4000;
  }

  @Test
  void theChainIsAskedOnlyWhenWanted() throws Exception {
    JsonNode with = status(10, true);
    JsonNode without = status(10, false);
    JsonNode recorded =
        Recorded.of("../full/Filecoin.StateSectorGetInfo.cc").response().path("result");
    assertThat(with.path("Expiration")).isEqualTo(recorded.path("Expiration"));
    assertThat(with.path("InitialPledge")).isEqualTo(recorded.path("InitialPledge"));
    assertThat(with.path("OnTime").asLong()).isPositive();
    assertThat(without.path("Expiration").asLong()).isZero();
    assertThat(without.path("State").asString()).isEqualTo("Proving");
  }

  private static JsonNode status(long number, boolean onChain) throws Exception {
    String request =
        """
        {"jsonrpc":"2.0","id":1,"method":"Filecoin.SectorsStatus","params":[%d,%b]}
        """
            .formatted(number, onChain);
    return RpcJson.parse(send("/rpc/v0", "POST", request, Optional.of(bearer())).body())
        .path("result");
  }

  @Test
  void malformedCallsAreAnsweredAsByLotus() throws Exception {
    List<String> different = new ArrayList<>();
    for (Recorded exchange : Recorded.all("error.")) {
      if (exchange.name().startsWith("error.remote")) {
        continue; // The file service has a test of its own.
      }
      HttpResponse<String> answer =
          send(
              exchange.json().path("path").asString().replaceAll("token=.*", "token=" + all()),
              exchange.json().path("http_method").asString("POST"),
              exchange.request(),
              authorization(exchange.name()));
      if (answer.statusCode() != exchange.json().path("http_status").intValue()
          || !masked(answer.body()).equals(masked(exchange.responseText()))) {
        different.add(exchange + ": " + answer.statusCode() + " " + answer.body());
      }
    }
    assertThat(different).isEmpty();
  }

  private static String masked(String body) {
    return body.replaceAll("\"result\":\\{\"Version\":[^}]*}", "…");
  }

  /** The header was not recorded; the notes tell which token each of these carried. */
  private static Optional<String> authorization(String name) {
    return switch (name) {
      case "error.bad-token" -> {
        byte[] other = new byte[TokenAuthority.SECRET_BYTES];
        other[0] = 1;
        yield Optional.of("Bearer " + new TokenAuthority(other).sign(Permissions.ALL));
      }
      case "error.garbage-token" -> Optional.of("Bearer garbage");
      case "error.empty-bearer" -> Optional.of("Bearer ");
      case "error.no-bearer-prefix" -> Optional.of(all());
      case "error.admin-only-token-read-method" -> Optional.of("Bearer " + token(Permission.ADMIN));
      case "error.missing-permission-read-token" -> Optional.of("Bearer " + token(Permission.READ));
      case "error.missing-permission-no-token", "error.read-no-token", "error.token-query" ->
          Optional.empty();
      default -> Optional.of(bearer());
    };
  }

  private static JsonNode ask(Recorded call) throws Exception {
    return RpcJson.parse(send("/rpc/v0", "POST", call.request(), Optional.of(bearer())).body());
  }

  private static String error(JsonNode answer) {
    return answer.path("error").path("message").asString("");
  }

  private static HttpResponse<String> send(
      String path, String verb, String body, Optional<String> authorization)
      throws IOException, InterruptedException {
    String base = "http://" + ApiAddress.parse(cluster.orElseThrow().server.apiInfo()).authority();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String bearer() {
    return "Bearer " + all();
  }

  private static String all() {
    return cluster.orElseThrow().server.adminToken();
  }

  private static String token(Permission... allowed) {
    return new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]).sign(Permissions.of(allowed));
  }
}
