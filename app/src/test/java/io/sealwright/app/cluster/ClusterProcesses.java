package io.sealwright.app.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.DevchainProcess;
import io.sealwright.app.Ran;
import io.sealwright.app.RealProgram;
import io.sealwright.app.RealProgram.Running;
import io.sealwright.app.ServedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chain, a miner and workers as operators run them, each a process. The miner is of the host
 * {@code east}. Each host has a path to seal on, and all have one to store on.
 */
final class ClusterProcesses implements AutoCloseable {
  static final String MINER = "miner";
  static final String EAST = "east";
  static final String WEST = "west";

  /** Far beyond what takes long on a machine with much else to do: only a hang reaches it. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long BETWEEN_LOOKS = 100;
  private static final int UNREACHABLE = 4;
  private static final Pattern HEALTH = Pattern.compile("health: (http://.*)/health");

  private final Path folder;
  private final String database;
  private final DevchainProcess chain;
  private final Map<String, Running> running = new LinkedHashMap<>();

  private ClusterProcesses(Path folder, String database, DevchainProcess chain) {
    this.folder = folder;
    this.database = database;
    this.chain = chain;
  }

  /**
   * A port to listen on that is free again after a kill: none of those that Linux takes for
   * outgoing connections, as a worker that looks for a dead miner may be given just the port it
   * looks for.
   */
  static long listeningPort() {
    return 10_000 + ProcessHandle.current().pid() % 20_000;
  }

  /**
   * Starts the chain.
   *
   * @param database the lines of {@code [database]}
   * @param rules of the chain: with {@code fast} a sector's window comes at once
   */
  static ClusterProcesses begin(Path folder, String database, String rules) throws Exception {
    for (String path : List.of(bench(EAST), bench(WEST), "store", "keys")) {
      Files.createDirectories(folder.resolve(path));
    }
    return new ClusterProcesses(
        folder,
        database,
        DevchainProcess.start(
            folder, "chain", "--rules", rules, "--block-time", "1s", "--proofs", "withheld"));
  }

  private static String bench(String host) {
    return "bench-" + host;
  }

  private String configured(String name, String host) throws IOException {
    String file = name + ".toml";
    Files.writeString(
        folder.resolve(file),
        """
        [miner]
        address = "f01000"
        data = "data"
        listen = "127.0.0.1:0"
        full-node-api = "%s"
        [database]
        %s
        [worker]
        name = "%s"
        host = "%s"
        [[storage]]
        path = "%s"
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
            .formatted(chain.apiInfo(), database, name, host, bench(host)));
    return file;
  }

  void startMiner() throws IOException {
    start(MINER);
  }

  /** Starts a worker of the host that its name begins with. */
  void startWorker(String name) throws IOException {
    start(name);
  }

  private void start(String name) throws IOException {
    boolean isMiner = name.equals(MINER);
    String file = configured(name, isMiner ? EAST : name.substring(0, name.indexOf('-')));
    running.put(
        name,
        RealProgram.forTinySectors(folder)
            .start(isMiner ? MINER : "worker", "run", "--withheld-proofs", "--config", file));
  }

  private Running running(String name) {
    return Objects.requireNonNull(running.get(name), name);
  }

  /** Waits until a process is at work. */
  void awaitUp(String name) throws Exception {
    until(name + " is up", () -> isUp(name));
  }

  boolean isUp(String name) throws IOException {
    return Files.readString(running(name).out(), UTF_8).contains("health: ");
  }

  /** Ends a process without notice. */
  void kill(String name) throws InterruptedException {
    running(name).process().destroyForcibly().waitFor();
    running.remove(name);
  }

  private RealProgram.Ended end(String name, boolean told) throws Exception {
    Running one = running(name);
    if (told) {
      one.process().destroy();
    }
    running.remove(name);
    return one.end();
  }

  void freeze(String name) throws Exception {
    signal(name, "STOP");
  }

  void wake(String name) throws Exception {
    signal(name, "CONT");
  }

  private void signal(String name, String signal) throws Exception {
    String pid = Long.toString(running(name).process().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  /** Lets no file of a process grow, as a full disk does; or lets them again. */
  void fillDisk(String name, boolean full) throws Exception {
    String pid = Long.toString(running(name).process().pid());
    String limit = full ? "--fsize=1:unlimited" : "--fsize=unlimited:unlimited";
    assertThat(new ProcessBuilder("prlimit", "--pid", pid, limit).start().waitFor()).isZero();
  }

  /** Starts a process again that gave up because another was not there yet, as systemd does. */
  void startAgainIfEnded(String name) throws Exception {
    if (!running(name).process().isAlive()) {
      RealProgram.Ended ended = end(name, false);
      assertThat(ended.code()).as(name + ": " + ended).isEqualTo(UNREACHABLE);
      start(name);
    }
  }

  /** Ends a process as an init system does. */
  void end(String name) throws Exception {
    RealProgram.Ended ended = end(name, true);
    assertThat(ended.code()).as(name + ": " + ended.err()).isZero();
  }

  /** Runs a command against the miner's API, in this process. */
  Ran ask(String... words) throws IOException {
    String token = Files.readString(folder.resolve("data/token"));
    return ServedCluster.ran(token + ":" + Files.readString(folder.resolve("data/api")), words);
  }

  void pledge(int count) throws IOException {
    Ran pledged = ask("sectors", "pledge", "--count", Integer.toString(count));
    assertThat(pledged.code()).as(pledged.err()).isZero();
  }

  DevchainProcess chain() {
    return chain;
  }

  Path folder() {
    return folder;
  }

  /** The figures of a process. */
  String metrics(String name) throws IOException, InterruptedException {
    return page(name, "/metrics");
  }

  /** How a process says that it is. */
  String health(String name) throws IOException, InterruptedException {
    return page(name, "/health");
  }

  private String page(String name, String page) throws IOException, InterruptedException {
    Matcher health = HEALTH.matcher(Files.readString(running(name).out()));
    assertThat(health.find()).isTrue();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(health.group(1) + page)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** What a process has written down. */
  String log(String name) throws IOException {
    String file = name.equals(MINER) ? name : "worker-" + name;
    Path log = folder.resolve("data/log/" + file + ".log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Waits, as long as no process ends by itself but for want of another. */
  void until(String what, Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("patience until " + what).isBefore(end);
      for (Map.Entry<String, Running> one : running.entrySet()) {
        Process process = one.getValue().process();
        assertThat(process.isAlive() || process.exitValue() == UNREACHABLE)
            .as(one.getKey() + ": " + Files.readString(one.getValue().err()))
            .isTrue();
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  @Override
  public void close() {
    running.values().forEach(Running::close);
    try {
      for (Running one : running.values()) {
        one.process().waitFor(1, TimeUnit.MINUTES);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    chain.close();
  }
}
