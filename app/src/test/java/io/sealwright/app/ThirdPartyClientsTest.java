package io.sealwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sealwright.app.RealProgram.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others wrote for Lotus, against a dev chain that is run as operators run it. */
@Tag("clients")
final class ThirdPartyClientsTest {
  private static final Path CLIENTS = Path.of("..", "clients").toAbsolutePath().normalize();

  /** Compiling Lotus's library takes minutes the first time. */
  private static final long MINUTES_AT_MOST = 25;

  @TempDir Path folder;

  @Test
  void lotusOwnGoLibraryWorks() throws IOException, InterruptedException {
    require("go", "install Debian's golang-go, or Go 1.25.7 or newer from elsewhere");
    try (DevchainProcess chain = DevchainProcess.start(folder, "chain", "--proofs", "withheld");
        Running cluster = cluster(chain)) {
      Map<String, String> environment =
          Map.of(
              "FULLNODE_API_INFO",
              chain.apiInfo(),
              "MINER_API_INFO",
              minerInfo(cluster),
              "CGO_ENABLED",
              "0");
      assertThat(
              run(
                  CLIENTS.resolve("go"),
                  environment,
                  List.of("go", "test", "-tags=2k", "-count=1", "-v", "./...")))
          .as(chain.errors())
          .isZero();
    }
  }

  /** A miner of our own with a worker that takes no tasks, so that what is pledged stays. */
  private Running cluster(DevchainProcess chain) throws IOException {
    for (String path : List.of("bench", "store", "keys")) {
      Files.createDirectories(folder.resolve(path));
    }
    Files.writeString(
        folder.resolve("sealwright.toml"),
        """
        [miner]
        address = "f01000"
        data = "data"
        listen = "127.0.0.1:0"
        full-node-api = "%s"
        [worker.slots]
        C2 = 1
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
        [health]
        listen = "127.0.0.1:0"
        """
            .formatted(chain.apiInfo()));
    return RealProgram.forTinySectors(folder)
        .start("up", "--withheld-proofs", "--config", "sealwright.toml");
  }

  private String minerInfo(Running cluster) throws IOException, InterruptedException {
    Path api = folder.resolve("data/api");
    for (int i = 0; i < 1200 && !Files.exists(api); i++) {
      assertThat(cluster.process().isAlive()).as(Files.readString(cluster.err())).isTrue();
      Thread.sleep(100);
    }
    return Files.readString(folder.resolve("data/token")) + ":" + Files.readString(api);
  }

  @Test
  void thePackagesOfNpmWork() throws IOException, InterruptedException {
    require("node", "install Debian's nodejs");
    require("npm", "install Debian's npm");
    Path project = CLIENTS.resolve("npm");
    if (!Files.isDirectory(project.resolve("node_modules"))) {
      run(project, Map.of(), List.of("npm", "ci", "--no-fund", "--no-audit"));
    }
    try (DevchainProcess chain = DevchainProcess.start(folder, "chain")) {
      Map<String, String> environment =
          Map.of("FULLNODE_API_INFO", chain.apiInfo(), "CGO_ENABLED", "0");
      assertThat(run(project, environment, List.of("npm", "test"))).as(chain.errors()).isZero();
    }
  }

  private static void require(String program, String remedy) {
    boolean there =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    if (!there) {
      fail(program + " is not there: " + remedy + ", or leave out -Pclients");
    }
  }

  /** Shows what a program says as it says it; its exit code. */
  private static int run(Path project, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    Thread killer = Thread.ofVirtual().start(() -> killWhenLate(process));
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      lines.lines().forEach(System.out::println);
    }
    int code = process.waitFor();
    killer.interrupt();
    return code;
  }

  private static void killWhenLate(Process process) {
    try {
      if (!process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
