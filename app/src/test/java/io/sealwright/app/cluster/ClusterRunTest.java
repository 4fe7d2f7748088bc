package io.sealwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.RealProgram.Ended;
import io.sealwright.app.RealProgram.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster as operators run it: a chain, a miner and two workers, each a process. */
final class ClusterRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** A sector that is proven, with its mark. */
  private static final Pattern WITHHELD =
      Pattern.compile("\"state\":\"Proving\",\"proof_withheld\":true");

  @TempDir Path folder;

  private RealProgram program() {
    return RealProgram.forTinySectors(folder);
  }

  private String configuration(String worker, int database) throws IOException {
    String file = worker + ".toml";
    Files.writeString(
        folder.resolve(file),
        """
        [miner]
        address = "f01000"
        data = "data"
        listen = "127.0.0.1:0"
        [database]
        tcp-port = %d
        [worker]
        name = "%s"
        host = "here"
        [[storage]]
        path = "bench"
        store = false
        [[storage]]
        path = "store"
        seal = false
        [sealing]
        sector-size = "2KiB"
        [proving]
        parameters = "keys"
        [scheduler]
        stagger = "0s"
        silence = "2s"
        lease = "4s"
        poll = "100ms"
        stop-limit = "5s"
        [health]
        listen = "127.0.0.1:0"
        worker-listen = "127.0.0.1:0"
        """
            .formatted(database, worker));
    return file;
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("the end of patience").isBefore(end);
      Thread.sleep(200);
    }
  }

  private static void awaitHealth(Running running) throws Exception {
    until(() -> {
      assertThat(running.process().isAlive()).as(Files.readString(running.err())).isTrue();
      return Files.readString(running.out(), UTF_8).contains("health: ");
    });
  }

  private Running worker(String name, int database) throws IOException {
    return program()
        .start("worker", "run", "--withheld-proofs", "--config", configuration(name, database));
  }

  private long proving(String api, String node) throws IOException, InterruptedException {
    Ended ended =
        program()
            .run(
                "sectors", "list", "--output", "json", "--miner-api", api, "--full-node-api", node);
    assertThat(ended.code()).as(ended.toString()).isZero();
    return WITHHELD.matcher(ended.out()).results().count();
  }

  private String api() throws IOException {
    return Files.readString(folder.resolve("data/token"))
        + ":"
        + Files.readString(folder.resolve("data/api"));
  }

  @Test
  void sectorsComeToProvingThoughAWorkerDiesAndTheMinerIsKilled() throws Exception {
    for (String path : List.of("bench", "store", "keys")) {
      Files.createDirectories(folder.resolve(path));
    }
    int database = 20_000 + (int) (ProcessHandle.current().pid() % 20_000);
    try (DevchainProcess chain =
        DevchainProcess.start(
            folder, "chain", "--rules", "fast", "--block-time", "1s", "--proofs", "withheld")) {
      String file = configuration("miner", database);
      Files.writeString(
          folder.resolve(file),
          Files.readString(folder.resolve(file))
              .replace(
                  "listen = \"127.0.0.1:0\"\n[database]",
                  "listen = \"127.0.0.1:0\"\nfull-node-api = \"%s\"\n[database]"
                      .formatted(chain.apiInfo())));
      String[] mine = {"miner", "run", "--withheld-proofs", "--config", file};
      try (Running first = program().start(mine)) {
        awaitHealth(first);
        Ended pledged = program().run("sectors", "pledge", "--count", "2", "--miner-api", api());
        assertThat(pledged.code()).as(pledged.err()).isZero();
        try (Running lost = worker("one", database)) {
          awaitHealth(lost);
          first.process().destroyForcibly().waitFor();
        }
      }
      try (Running miner = program().start(mine);
          Running worker = worker("two", database)) {
        awaitHealth(miner);
        until(() -> proving(api(), chain.apiInfo()) == 2);

        worker.process().destroy();
        assertThat(worker.end().code()).isZero();
        miner.process().destroy();
        assertThat(miner.end().code()).isZero();
      }
      assertThat(folder.resolve("data/api")).doesNotExist();
      assertThat(folder.resolve("store/sealed")).isDirectoryContaining("glob:**/s-t01000-*");
    }
  }
}
