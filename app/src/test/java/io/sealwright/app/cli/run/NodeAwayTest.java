package io.sealwright.app.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.DevchainProcess;
import io.sealwright.app.Ran;
import io.sealwright.app.RealProgram;
import io.sealwright.app.RealProgram.Ended;
import io.sealwright.app.RealProgram.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A miner's process as operators run it, started while its full node is away. */
final class NodeAwayTest {
  private static final int INVALID = 2;
  private static final int UNREACHABLE = 4;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.createDirectories(folder.resolve("bench"));
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(
        folder.resolve("miner.toml"),
        """
        [miner]
        address = "f01000"
        data = "data"
        listen = "127.0.0.1:0"
        [[storage]]
        path = "bench"
        [sealing]
        sector-size = "2KiB"
        [proving]
        parameters = "keys"
        [scheduler]
        poll = "100ms"
        [health]
        listen = "127.0.0.1:0"
        """);
  }

  private RealProgram program() {
    return RealProgram.forTinySectors(folder)
        .startedBy(List.of("env", "LOTUS_PATH=" + folder.resolve("node")));
  }

  private Running miner() throws IOException {
    return running("miner run");
  }

  private Running running(String command) throws IOException {
    return program()
        .start((command + " --withheld-proofs --config " + folder + "/miner.toml").split(" "));
  }

  /** A node at the same repository, where it has another port each time. */
  private DevchainProcess node(String chain, String... options) throws Exception {
    DevchainProcess node = DevchainProcess.start(folder, chain, options);
    Files.deleteIfExists(folder.resolve("node"));
    Files.createSymbolicLink(folder.resolve("node"), folder.resolve(chain));
    return node;
  }

  private static void kill(DevchainProcess node) throws InterruptedException {
    node.running().process().destroyForcibly().waitFor();
  }

  private static void await(Running running, Callable<Boolean> condition) throws Exception {
    Instant end = CLOCK.instant().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(running.process().isAlive()).as(Files.readString(running.err(), UTF_8)).isTrue();
      assertThat(CLOCK.instant()).isBefore(end);
      Thread.sleep(50);
    }
  }

  private static String said(Running miner, String word) throws Exception {
    await(miner, () -> Files.readString(miner.out(), UTF_8).contains("health: "));
    return Files.readString(miner.out(), UTF_8)
        .lines()
        .filter(line -> line.startsWith(word + ": "))
        .findFirst()
        .orElseThrow()
        .substring(word.length() + 2);
  }

  private static HttpResponse<String> health(Running miner) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(said(miner, "health"))).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private List<String> log(String words) throws IOException {
    return Files.readAllLines(folder.resolve("data/log/miner.log")).stream()
        .filter(line -> line.contains(words))
        .toList();
  }

  private void begunOnce() throws Exception {
    DevchainProcess node = node("chain", "--proofs", "withheld");
    try (Running first = miner()) {
      await(first, () -> health(first).statusCode() == OK);
      first.process().destroy();
      assertThat(first.end().code()).isZero();
    } finally {
      kill(node);
    }
  }

  @Test
  @Timeout(300)
  void aMinerThatKnowsItsNodeBeginsWithoutItAndGoesOnWhenItAnswers() throws Exception {
    begunOnce();
    try (Running miner = miner()) {
      HttpResponse<String> away = health(miner);
      assertThat(away.statusCode()).isEqualTo(UNAVAILABLE);
      assertThat(away.body())
          .contains("no answer for ", "does not answer", folder.resolve("node").toString());
      Ran jobs = Ran.line("sealing", "jobs", "--miner-api", minerApi());
      assertThat(jobs.err()).isEmpty();
      assertThat(jobs.code()).isZero();
      Ran pledged = Ran.line("sectors", "pledge", "--miner-api", minerApi());
      assertThat(pledged.err()).contains("the full node has not answered");
      assertThat(log("the miner begins without its full node"))
          .singleElement()
          .asString()
          .contains("WARN", "does not answer");

      try (DevchainProcess again = node("chain")) {
        await(miner, () -> health(miner).statusCode() == OK);
        assertThat(log("the full node answers after ")).singleElement().asString().contains("INFO");
        assertThat(Ran.line("sectors", "pledge", "--miner-api", minerApi()).code()).isZero();
        assertThat(log("proving failed")).isEmpty();
        miner.process().destroy();
        assertThat(miner.end().code()).isZero();
        kill(again);
      }
    }
  }

  private String minerApi() throws IOException {
    return Files.readString(folder.resolve("data/token"))
        + ":"
        + Files.readString(folder.resolve("data/api"));
  }

  @Test
  @Timeout(300)
  void aNodeThatAnswersAndIsNotTheRightOneEndsTheMiner() throws Exception {
    begunOnce();
    try (Running miner = miner()) {
      assertThat(health(miner).statusCode()).isEqualTo(UNAVAILABLE);
      try (DevchainProcess other = node("other", "--sector-size", "8MiB", "--proofs", "withheld")) {
        Ended ended = miner.end();
        assertThat(ended.code()).isEqualTo(INVALID);
        assertThat(ended.errors())
            .singleElement()
            .asString()
            .contains("the sectors of f01000 have 8MiB, and sealing.sector-size says 2KiB");
        kill(other);
      }
    }
  }

  /** A node that ends in good order takes the word away where it is. */
  @ParameterizedTest
  @ValueSource(strings = {"miner run", "up"})
  @Timeout(300)
  void aRepositoryWhoseNodeWasStoppedIsWaitedForUntilTheMinerIsEnded(String command)
      throws Exception {
    begunOnce();
    Files.delete(folder.resolve("chain/api"));
    try (Running miner = running(command)) {
      HttpResponse<String> away = health(miner);
      assertThat(away.statusCode()).isEqualTo(UNAVAILABLE);
      assertThat(away.body()).contains("the full node of " + folder.resolve("node"), "start it");
      assertThat(folder.resolve("data/devchain")).doesNotExist();
      miner.process().destroy();
      assertThat(miner.end().code()).isZero();
    }
  }

  /** A first start with a wrong address is told at once, and waits for nobody. */
  @Test
  @Timeout(300)
  void aNodeThatNeverAnsweredThisMinerIsNotWaitedFor() throws Exception {
    DevchainProcess node = node("chain", "--proofs", "withheld");
    kill(node);
    try (Running miner = miner()) {
      Ended ended = miner.end();
      assertThat(ended.code()).isEqualTo(UNREACHABLE);
      assertThat(ended.errors()).singleElement().asString().contains("does not answer");
    }
  }
}
