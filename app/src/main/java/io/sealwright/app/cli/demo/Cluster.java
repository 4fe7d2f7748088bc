package io.sealwright.app.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.app.cli.demo.Programs.Compiler;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A dev chain, a miner and two workers, each a process, for sectors of one size. The miner serves
 * its embedded database to the workers.
 */
final class Cluster implements AutoCloseable {
  static final List<String> WORKERS = List.of("worker-east", "worker-west");
  private static final String CHAIN = "chain";
  private static final String DRIVER = "miner";
  private static final int FIRST_PORT = 10_000;
  private static final int FIRST_OUTGOING_PORT = 32_768;
  private static final int PORTS_TRIED = 20;
  private static final NetworkLetter LETTER = NetworkLetter.TESTNET;

  private final Path folder;
  private final MinerId miner;
  private final Programs programs;
  private final RpcClient nodeClient;
  private final FullApi node = FullApi.of(LETTER);
  private final RpcClient minerClient;
  private final Map<String, String> told;

  /**
   * What kind of cluster.
   *
   * @param miner one of the chain's first two
   * @param withheld whether words stand where seal proofs belong, because there are no keys for
   *     them
   * @param keys where keys of proofs are looked for
   * @param epoch how long one lasts
   */
  record Plan(MinerId miner, SectorSize size, boolean withheld, Path keys, Duration epoch) {}

  private Cluster(
      Path folder, MinerId miner, Programs programs, String nodeInfo, String minerInfo) {
    this.folder = folder;
    this.miner = miner;
    this.programs = programs;
    this.nodeClient = client(nodeInfo, ApiAddress.Generation.V1);
    this.minerClient = client(minerInfo, ApiAddress.Generation.V0);
    this.told = Map.of("FULLNODE_API_INFO", nodeInfo, "MINER_API_INFO", minerInfo);
  }

  /** Starts everything in a new folder, and waits until it is at work. */
  static Cluster start(Path folder, Plan plan, String language)
      throws IOException, InterruptedException, CommandFailure {
    for (String name : List.of("east", "west", "store")) {
      Files.createDirectories(folder.resolve(name));
    }
    Programs programs =
        new Programs(
            folder,
            language,
            Map.of(
                "FIL_PROOFS_PARENT_CACHE",
                folder.resolveSibling("parents").toString(),
                "FIL_PROOFS_PARAMETER_CACHE",
                plan.keys.toString()));
    Optional<Cluster> started = Optional.empty();
    try {
      String node = startChain(programs, plan);
      int port = freePort();
      for (String name : List.of(DRIVER, WORKERS.getFirst(), WORKERS.getLast())) {
        Files.writeString(folder.resolve(name + ".toml"), configuration(name, node, port, plan));
      }
      List<String> withheld = plan.withheld ? List.of("--withheld-proofs") : List.of();
      programs.start(
          DRIVER, Compiler.FAR, line(List.of(DRIVER, "run", "--config", "miner.toml"), withheld));
      programs.await(DRIVER, "health: ");
      for (String name : WORKERS) {
        programs.start(
            name,
            Compiler.FAR,
            line(List.of("worker", "run", "--config", name + ".toml"), withheld));
      }
      String miner =
          Files.readString(folder.resolve("data/token"))
              + ":"
              + Files.readString(folder.resolve("data/api"));
      started = Optional.of(new Cluster(folder, plan.miner, programs, node, miner));
      return started.orElseThrow();
    } finally {
      if (started.isEmpty()) {
        programs.close();
      }
    }
  }

  private static String startChain(Programs programs, Plan plan)
      throws IOException, InterruptedException, CommandFailure {
    programs.start(
        CHAIN,
        Compiler.LITTLE,
        "devchain",
        "run",
        "--data",
        "chain",
        "--rules",
        "fast",
        "--miners",
        "2",
        "--sector-size",
        plan.size.toString(),
        "--block-time",
        plan.epoch.toSeconds() + "s",
        "--proofs",
        plan.withheld ? "withheld" : "real",
        "--params",
        plan.keys.toString());
    return programs.await(CHAIN, "FULLNODE_API_INFO=");
  }

  private static String[] line(List<String> command, List<String> more) {
    List<String> line = new ArrayList<>(command);
    line.addAll(more);
    return line.toArray(String[]::new);
  }

  private static String configuration(String name, String node, int port, Plan plan) {
    String host = name.equals(WORKERS.getLast()) ? "west" : "east";
    return """
    [miner]
    address = "%s"
    data = "data"
    listen = "127.0.0.1:0"
    full-node-api = "%s"
    [database]
    tcp-port = %d
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
    sector-size = "%s"
    [proving]
    parameters = "%s"
    look = "5s"
    [scheduler]
    stagger = "0s"
    poll = "100ms"
    [health]
    listen = "127.0.0.1:0"
    worker-listen = "127.0.0.1:0"
    """
        .formatted(plan.miner, node, port, host, host, host, plan.size, plan.keys);
  }

  /**
   * A port that nobody has at this moment, and none of those that Linux takes for outgoing
   * connections.
   */
  private static int freePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_OUTGOING_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (attempt == PORTS_TRIED) {
          throw e;
        }
      }
    }
  }

  private static RpcClient client(String info, ApiAddress.Generation generation) {
    return RpcClient.of(
        ApiAddress.parseAll(info),
        generation,
        RpcClient.Transport.HTTP,
        ClientSettings.DEFAULTS,
        Pause.REAL);
  }

  /** Runs a command of this program as an operator would, with both APIs in its environment. */
  Programs.Ended command(String name, String... arguments)
      throws IOException, InterruptedException, CommandFailure {
    return programs.run(name, told, arguments);
  }

  void requireRunning() throws CommandFailure {
    programs.requireRunning();
  }

  /** The state of a sector in the miner's words. */
  String state(SectorNumber sector) throws RpcException, InterruptedException {
    return minerClient.call(MinerApi.of(LETTER).sectors().status().ask(sector, false)).state();
  }

  /** Sectors that count on the chain: proven in a window, and without fault. */
  List<SectorNumber> active() throws RpcException, InterruptedException {
    return nodeClient
        .call(node.miner().activeSectors().ask(Address.of(miner), TipsetKey.HEAD))
        .stream()
        .map(Sector::number)
        .toList();
  }

  MinerId miner() {
    return miner;
  }

  Path folder() {
    return folder;
  }

  /** What the workers have written down. */
  List<String> workerLogs() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String worker : WORKERS) {
      lines.addAll(Files.readAllLines(folder.resolve("data/log").resolve(worker + ".log"), UTF_8));
    }
    return lines;
  }

  /** What the miner has written down. */
  List<String> minerLog() throws IOException {
    return Files.readAllLines(minerLogFile(), UTF_8);
  }

  Path minerLogFile() {
    return folder.resolve("data/log/miner.log");
  }

  /** Ends the workers, then the miner, then the chain, as an init system does. */
  void shutDown() throws InterruptedException, CommandFailure {
    for (String name : WORKERS) {
      programs.end(name);
    }
    programs.end(DRIVER);
    programs.end(CHAIN);
  }

  @Override
  public void close() {
    nodeClient.close();
    minerClient.close();
    programs.close();
  }
}
