package io.sealwright.app.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.recovery.files.FolderLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where commands look for an API. */
final class ApiPlaceTest {
  private static final String TOKEN = "aaaa.bbbb.cccc";

  @TempDir Path home;

  @Test
  void anOptionCountsBeforeTheEnvironmentAndThatBeforeARepository() throws Exception {
    repository(home.resolve(".lotus"), "/ip4/127.0.0.1/tcp/3/http");
    Surroundings plain = around(Map.of());
    Surroundings set = around(Map.of("FULLNODE_API_INFO", TOKEN + ":/ip4/127.0.0.1/tcp/2/http"));
    assertThat(origin(Optional.of("/ip4/127.0.0.1/tcp/1/http"), set)).isEqualTo("--full-node-api");
    assertThat(origin(Optional.empty(), set)).isEqualTo("FULLNODE_API_INFO");
    assertThat(origin(Optional.empty(), plain)).isEqualTo(home.resolve(".lotus").toString());
  }

  @Test
  void theEnvironmentOverridesTheRepositoryThatAVariableNames() throws Exception {
    repository(home.resolve("elsewhere"), "/ip4/127.0.0.1/tcp/3/http");
    Map<String, String> path = Map.of("LOTUS_PATH", "~/elsewhere");
    assertThat(origin(Optional.empty(), around(path)))
        .isEqualTo(home.resolve("elsewhere").toString());
    Map<String, String> both =
        Map.of("LOTUS_PATH", "~/elsewhere", "FULLNODE_API_INFO", "http://10.0.0.5:1234");
    assertThat(origin(Optional.empty(), around(both))).isEqualTo("FULLNODE_API_INFO");
  }

  @Test
  void aRepositoryGivesItsAddressAndItsToken() throws Exception {
    repository(home.resolve(".lotusminer"), "/ip4/10.0.0.9/tcp/2345/http\n");
    ApiPlace place = ApiPlace.require(Peer.MINER, Optional.empty(), around(Map.of()));
    assertThat(place.nodes().getFirst().token()).contains(TOKEN);
    assertThat(place.addresses()).isEqualTo("http://10.0.0.9:2345");
  }

  @Test
  void theOldNamesOfAMinersVariablesAreTaken() throws Exception {
    Surroundings old = around(Map.of("STORAGE_API_INFO", "http://10.0.0.5:2345"));
    assertThat(ApiPlace.require(Peer.MINER, Optional.empty(), old).origin())
        .isEqualTo("STORAGE_API_INFO");
  }

  @Test
  void aRepositoryWithoutARunningNodeIsSaidToHaveNone() throws Exception {
    Files.createDirectories(home.resolve(".lotus"));
    Files.writeString(home.resolve(".lotus/token"), TOKEN);
    assertThat(ApiPlace.find(Peer.FULL_NODE, Optional.empty(), around(Map.of()))).isEmpty();
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> ApiPlace.require(Peer.FULL_NODE, Optional.empty(), around(Map.of())))
        .withMessageContaining("start it with 'lotus daemon'")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNREACHABLE));
  }

  @Test
  void aDevChainThatDoesNotRunIsSaidToBeStartedByThisProgram() throws Exception {
    Path chain = Files.createDirectories(home.resolve(".lotus"));
    Files.writeString(chain.resolve("devchain.properties"), "rules=2k\n");
    assertThat(refusal(Peer.FULL_NODE, around(Map.of())))
        .isEqualTo(
            "no full node runs here: %s has no file api; start it with 'sealwright devchain run'"
                    .formatted(chain)
                + " or 'sealwright up', or give --full-node-api or FULLNODE_API_INFO");
  }

  @Test
  void aDataFolderOfThisProgramIsSaidToBeStartedByIt() throws Exception {
    Path data = home.resolve("data");
    FolderLock.take(data).orElseThrow().close();
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() ->
            ApiPlace.require(
                Peer.MINER, Optional.empty(), around(Map.of("LOTUS_MINER_PATH", data.toString()))))
        .withMessageContaining("start it with 'sealwright up' or 'sealwright miner run'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOi.secret.part",
        "/ip4/127.0.0.1/tcp/1234/http:eyJhbGciOi.secret.part",
        "eyJhbGciOi.secret.part:localhost:1234",
        "a line\neyJhbGciOi.secret.part:/ip4/127.0.0.1/tcp/1234/http",
        ","
      })
  void anInfoOfUnknownFormIsRefusedWithoutShowingIt(String info) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> ApiPlace.require(Peer.FULL_NODE, Optional.of(info), around(Map.of())))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ExitCode.INVALID);
          assertThat(e.getMessage()).contains("--full-node-api").doesNotContain("secret");
        });
  }

  @Test
  void ofAnInfoOfUnknownFormItIsSaidWhoGaveItAndWhatIsWrong() {
    Surroundings set = around(Map.of("FULLNODE_API_INFO", TOKEN + ":/ip4/10.0.0.5/1234/http"));
    assertThat(refusal(Peer.FULL_NODE, set))
        .isEqualTo(
            "the API info of the full node from FULLNODE_API_INFO has an unknown form: its address"
                + " has no /tcp/PORT after the host; give TOKEN:/ip4/HOST/tcp/PORT/http or"
                + " TOKEN:http://HOST:PORT, several with commas");
  }

  @Test
  void aFileOfTheRepositoryThatIsNotAsItShouldBeIsNamed() throws Exception {
    Path lotus = home.resolve(".lotus");
    repository(lotus, "127.0.0.1:1234");
    assertThat(refusal(Peer.FULL_NODE, around(Map.of())))
        .startsWith(
            "the file %s is not as a full node writes it: it has no address"
                .formatted(lotus.resolve("api")))
        .endsWith(
            "start it again with 'lotus daemon', which writes the file, or give --full-node-api or"
                + " FULLNODE_API_INFO");
    repository(lotus, "/ip4/127.0.0.1/tcp/3/http");
    Files.writeString(lotus.resolve("token"), "first secret line\nsecond");
    assertThat(refusal(Peer.FULL_NODE, around(Map.of())))
        .startsWith("the file %s is not as".formatted(lotus.resolve("token")))
        .doesNotContain("secret");
    Files.delete(lotus.resolve("token"));
    Files.createDirectory(lotus.resolve("token"));
    assertThat(refusal(Peer.FULL_NODE, around(Map.of())))
        .isEqualTo(
            "%s cannot be read; run this as the user that the full node runs as, or give"
                    .formatted(lotus.resolve("token"))
                + " --full-node-api or FULLNODE_API_INFO");
  }

  @Test
  void theVariableThatNamesARepositoryWithoutANodeIsSaid() throws Exception {
    Path gone = home.resolve("gone");
    Surroundings wrong = around(Map.of("LOTUS_PATH", gone.toString()));
    assertThat(refusal(Peer.FULL_NODE, wrong))
        .isEqualTo(
            "no full node runs here: %s, which LOTUS_PATH names, is no folder; start it with"
                    .formatted(gone)
                + " 'lotus daemon', or correct LOTUS_PATH, or give --full-node-api or"
                + " FULLNODE_API_INFO");
    Files.createDirectory(gone);
    assertThat(refusal(Peer.FULL_NODE, wrong)).contains("names, has no file api;");
    assertThat(refusal(Peer.FULL_NODE, around(Map.of())))
        .startsWith(
            "no full node runs here: %s is no folder; start".formatted(home.resolve(".lotus")));
  }

  @Test
  void severalNodesMayBeGiven() throws Exception {
    ApiPlace place =
        ApiPlace.require(
            Peer.FULL_NODE,
            Optional.of("http://10.0.0.5:1234, " + TOKEN + ":/ip4/10.0.0.6/tcp/1234/http"),
            around(Map.of()));
    assertThat(place.addresses()).isEqualTo("http://10.0.0.5:1234, http://10.0.0.6:1234");
  }

  private static String refusal(Peer peer, Surroundings around) {
    return String.valueOf(
        catchThrowableOfType(
                CommandFailure.class, () -> ApiPlace.require(peer, Optional.empty(), around))
            .getMessage());
  }

  private String origin(Optional<String> given, Surroundings around) throws CommandFailure {
    return ApiPlace.require(Peer.FULL_NODE, given, around).origin();
  }

  private Surroundings around(Map<String, String> environment) {
    return new Surroundings(environment, home);
  }

  private static void repository(Path folder, String api) throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("api"), api);
    Files.writeString(folder.resolve("token"), TOKEN);
  }
}
