package io.sealwright.app;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WindowProof;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.serving.ActionRefused;
import io.sealwright.engine.serving.MinerActions;
import io.sealwright.engine.serving.MinerServer;
import io.sealwright.engine.serving.ServedMiner;
import io.sealwright.engine.serving.ServedProcess;
import io.sealwright.engine.serving.StoredLog;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.DatabaseUnavailable;
import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.address.NetworkLetter;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A cluster of our own in memory behind its miner's API. */
public final class ServedCluster implements AutoCloseable {
  public static final MinerId MINER = new MinerId(1000);
  public static final SealProof PROOF = SealProof.ofId(5).orElseThrow();
  public static final Instant NOW = Instant.parse("2026-11-23T06:38:00Z");

  /** The miner's own. */
  public static final Host.Name HOST = new Host.Name("p1-1");

  private final Database database;
  private final MinerServer server;
  private volatile Map<Host.Name, WindowProof> proofs = Map.of();

  /** One that refuses whatever is to be done about sectors. */
  public ServedCluster() throws DatabaseUnavailable {
    this(refusing());
  }

  public ServedCluster(MinerActions actions) throws DatabaseUnavailable {
    database = Database.open(DatabaseAddress.memory("served" + UUID.randomUUID()));
    server =
        MinerServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new byte[32],
            new ServedMiner(
                MINER,
                NetworkLetter.TESTNET,
                PROOF,
                HOST,
                Rules.DEFAULTS,
                snapshot -> snapshot.proving(proofs),
                database,
                Optional.empty(),
                actions,
                _ -> Map.of(),
                new StoredLog(database.actions(), () -> NOW)),
            new ServedProcess(
                "0",
                "2k",
                Duration.ofSeconds(4),
                new UUID(1, 1),
                () -> NOW,
                new NoLogs(),
                () -> {}));
  }

  private static MinerActions refusing() {
    return (MinerActions)
        Proxy.newProxyInstance(
            MinerActions.class.getClassLoader(),
            new Class<?>[] {MinerActions.class},
            (_, method, _) -> {
              throw new ActionRefused("nothing is ended here: " + method.getName());
            });
  }

  public Database database() {
    return database;
  }

  /** The miner proves a window on a host. */
  public void proves(Host.Name host, WindowProof proof) {
    proofs = Map.of(host, proof);
  }

  /** A worker that has begun on a host. */
  public Worker.Id worker(Host.Name host, TaskType... types) {
    Map<TaskType, Integer> slots = new java.util.EnumMap<>(TaskType.class);
    List.of(types).forEach(type -> slots.put(type, 1));
    Worker worker = new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(slots), NOW);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    return worker.id();
  }

  /** Runs the program against it. */
  public Ran run(String... words) {
    return ran(server.apiInfo(), words);
  }

  /** Runs the program against any miner. */
  public static Ran ran(String apiInfo, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--miner-api", apiInfo));
    return Ran.line(line.toArray(String[]::new));
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }

  private record NoLogs() implements LogLevels {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public void set(String logger, String level) {}
  }
}
