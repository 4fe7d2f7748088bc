package io.sealwright.app.worker;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.stage.Equipment;
import io.sealwright.engine.stage.KeyFolder;
import io.sealwright.engine.stage.Stages;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.work.HostStorage;
import io.sealwright.engine.work.StageRunner;
import io.sealwright.engine.work.Succession;
import io.sealwright.engine.work.Sweep;
import io.sealwright.engine.work.WorkerRuntime;
import io.sealwright.engine.work.WorkerSettings;
import io.sealwright.engine.work.path.HostPath;
import io.sealwright.engine.work.path.PathRefused;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker on this machine: takes tasks of the cluster from its start to its end. */
public final class WorkerPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPart.class);
  private static final int HEARTBEATS_A_LEASE = 10;
  private static final Duration SWEEPS = Duration.ofHours(1);

  /** How often it is asked what operators say of the paths. */
  private static final Duration FOLLOW = Duration.ofSeconds(2);

  private final WorkerRuntime runtime;
  private final HostStorage storage;
  private final WorkerSettings settings;
  private final CountDownLatch closed;

  private WorkerPart(
      WorkerRuntime runtime, HostStorage storage, WorkerSettings settings, CountDownLatch closed) {
    this.closed = closed;
    this.runtime = runtime;
    this.storage = storage;
    this.settings = settings;
  }

  /**
   * Enters the paths and the worker, and begins to take tasks.
   *
   * @param folder which this process holds for as long as it lives
   * @param withheldAllowed whether the chain takes withheld proofs, for sizes without keys
   */
  public static WorkerPart start(
      Database database,
      Configuration config,
      Path folder,
      PrometheusRegistry metrics,
      boolean withheldAllowed)
      throws CommandFailure {
    InstantSource clock = InstantSource.system();
    Configuration.Worker own = config.worker();
    Host.Name host = new Host.Name(Machine.host(own));
    Host.Machine machine = Machine.of(own);
    WorkerSettings settings = settings(config.scheduler());
    requireOwnName(
        database, host, machine, clock.instant().minus(config.scheduler().rules().silence()));
    List<HostPath> paths = paths(config.storage(), known(database, host));
    SecureRandom random = new SecureRandom();
    Kernels kernels = Machine.kernels(own.kernel(), "set worker.kernel to \"auto\"");
    KeyFolder keys =
        new KeyFolder(
            new ParameterFolder(config.proving().parameters()), machine.memory(), kernels, random);
    Stages stages =
        new Stages(
            new Equipment(
                machine.threads(),
                ParentCache.folder(System.getenv()),
                kernels,
                keys,
                withheldAllowed,
                clock,
                _ -> Progress.silent()));
    Worker worker =
        worker(
            own,
            host,
            withheldAllowed ? Set.copyOf(SealProof.REGISTERED) : proves(keys),
            clock.instant());
    succeed(database, worker, folder);
    HostStorage storage = new HostStorage(database, host, paths, settings.look(), clock);
    WorkerRuntime runtime =
        new WorkerRuntime(
            database,
            new WorkerRuntime.Identity(worker, machine),
            storage::mounts,
            new MeasuredTasks(
                new StageRunner(stages, database.paths(), host, random::nextLong),
                worker.slots().types(),
                metrics),
            settings,
            clock);
    tell(worker, config.proving().parameters());
    CountDownLatch closed = new CountDownLatch(1);
    Sweep sweep = new Sweep(database, host, clock);
    Thread.ofVirtual().name("sweep").start(() -> sweepUntil(closed, sweep));
    storage.start(FOLLOW);
    return new WorkerPart(runtime, storage, settings, closed);
  }

  private static void tell(Worker worker, Path parameters) {
    LOG.info("worker {} of host {} takes {}", worker.id(), worker.host(), worker.slots().byType());
    if (worker.slots().take(TaskType.C2) && worker.proves().isEmpty()) {
      LOG.warn("there are no parameters for seal proofs in {}: it is given no C2", parameters);
    }
  }

  private static Worker worker(
      Configuration.Worker own, Host.Name host, Set<SectorSize> proves, Instant now) {
    return new Worker(
        new Worker.Id(UUID.randomUUID()),
        host,
        own.name().orElse(host.name()),
        own.slots(),
        proves,
        now);
  }

  /** Without the file the next start waits until this one's leases are over, as on another host. */
  private static void succeed(Database database, Worker worker, Path folder) {
    try {
      new Succession(folder).begin(database, worker);
    } catch (IOException e) {
      LOG.warn("{} does not take a note of this start: {}", folder, e.getMessage());
    }
  }

  /** The sizes of which there are parameters now; those that come later count at the next start. */
  private static Set<SectorSize> proves(KeyFolder keys) {
    return SealProof.REGISTERED.stream()
        .filter(size -> keys.have(new ParameterSet(ParameterSet.Kind.POREP, size)))
        .collect(Collectors.toSet());
  }

  /** Paths are looked for, and local work is given, by the name of the host. */
  private static void requireOwnName(
      Database database, Host.Name host, Host.Machine machine, Instant heardSince)
      throws CommandFailure {
    if (database.hosts().isElsewhere(host, machine, heardSince)) {
      throw CommandFailure.refused(
          "workers of host %s are on another machine".formatted(host),
          "give each machine a worker.host of its own; of one that is gone, wait until its workers"
              + " count as gone");
    }
  }

  private static void sweepUntil(CountDownLatch closed, Sweep sweep) {
    try {
      do {
        sweep.run();
      } while (!closed.await(SWEEPS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static WorkerSettings settings(Configuration.Scheduler scheduler) {
    Duration lease = scheduler.rules().lease();
    Duration silence = scheduler.rules().silence();
    Duration heartbeat =
        min(min(lease.dividedBy(HEARTBEATS_A_LEASE), silence.dividedBy(3)), Duration.ofSeconds(10));
    return new WorkerSettings(
        scheduler.poll(),
        heartbeat,
        WorkerSettings.DEFAULTS.look(),
        lease,
        scheduler.stopLimit(),
        WorkerSettings.DEFAULTS.patience());
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The paths this host had, by their folders. */
  private static Map<Path, Mount> known(Database database, Host.Name host) throws CommandFailure {
    try {
      Map<Path, Mount> known = new HashMap<>();
      database.paths().of(host).forEach(mount -> known.put(Path.of(mount.folder()), mount));
      return known;
    } catch (IOException e) {
      throw CommandFailure.unreachable(String.valueOf(e.getMessage()), "check that it runs")
          .because(e);
    }
  }

  private static List<HostPath> paths(
      List<Configuration.Storage> configured, Map<Path, Mount> known) throws CommandFailure {
    List<HostPath> paths = new ArrayList<>();
    Set<Object> ids = new HashSet<>();
    for (Configuration.Storage storage : configured) {
      HostPath path = enter(storage, known);
      if (!ids.add(path.id())) {
        throw CommandFailure.invalid(
            "%s has the id %s of another path".formatted(path.folder(), path.id()),
            "a copied sectorstore.json has to go");
      }
      paths.add(path);
    }
    return paths;
  }

  private static HostPath enter(Configuration.Storage storage, Map<Path, Mount> known)
      throws CommandFailure {
    Mount before = known.get(storage.path().toAbsolutePath().normalize());
    HostPath.Wanted wanted = new HostPath.Wanted(storage.seal(), storage.store(), storage.weight());
    try {
      return before == null
          ? HostPath.enter(storage.path(), wanted, UUID.randomUUID().toString())
          : HostPath.enterAgain(before, wanted);
    } catch (PathRefused e) {
      throw CommandFailure.refused(
              String.valueOf(e.getMessage()), "mount it, or let [[storage]] say the same")
          .because(e);
    } catch (IOException e) {
      throw CommandFailure.refused(
              storage.path() + " cannot be used: " + e.getMessage(), "check who may write there")
          .because(e);
    }
  }

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public Verdict health() {
    Instant beat = runtime.lastBeat();
    if (beat.plus(settings.lease()).isBefore(Instant.now())) {
      return Verdict.unwell("the database has taken no heartbeat since " + beat);
    }
    String errors =
        storage.mounts().stream()
            .map(Mount::error)
            .filter(error -> !error.isEmpty())
            .collect(Collectors.joining("; "));
    return errors.isEmpty()
        ? Verdict.well(
            (isEnding() ? "ends; " : "")
                + "tasks running: "
                + runtime.running().size()
                + readOnly(storage.readOnly()))
        : Verdict.unwell(errors);
  }

  private static String readOnly(List<Path> folders) {
    return folders.isEmpty() ? "" : "; mounted for reading only: " + folders;
  }

  private boolean isEnding() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    int running = runtime.running().size();
    if (running > 0) {
      // A warning, so that whoever stops it sees at the terminal what it waits for.
      LOG.warn(
          "the worker ends: it waits up to {} s for what runs, tasks: {}; a second signal ends it"
              + " at once",
          settings.finish().toSeconds(),
          running);
    }
    runtime.close();
    storage.close();
  }
}
