package io.sealwright.engine.serving;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.DatabaseUnavailable;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.EpochSpan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A served cluster of two hosts: sectors 0 to 11 in many states, a proof being made, and a task
 * that nobody takes.
 */
final class Cluster implements AutoCloseable {
  static final MinerId MINER = new MinerId(1000);
  static final Instant NOW = Instant.parse("2026-11-23T06:38:00Z");
  static final UUID SESSION = UUID.fromString("0658d4b5-784a-4eee-b876-74e918b11cd4");
  static final Host.Name PROVER = new Host.Name("c2-1");
  static final Worker.Id WORKER =
      new Worker.Id(UUID.fromString("35d47080-bb56-457e-9b72-cbec154443ec"));
  static final UUID RUNNING = UUID.fromString("cc4f124e-181a-4bb3-95ca-f2221541fe79");
  static final UUID WAITING = UUID.fromString("049fe1cd-346c-4867-9858-995281225a5e");

  static final String NOTHING_READ = "no storage path has its files";

  private static final SealProof PROOF = Specimens.PLEDGED.proof();
  private static final List<SectorEvent> WAY = Specimens.events().subList(0, 13);

  /** How far each sector has come. */
  private static final List<Integer> STEPS = List.of(13, 9, 5, 4, 8, 13, 13, 8, 0, 2, 13, 1);

  final Database database;
  final List<SectorNumber> waiting = new ArrayList<>();
  final Noted log = new Noted(new ArrayList<>());
  final MinerServer server;

  Cluster(Optional<FullNode> node) throws DatabaseUnavailable {
    database = Database.open(DatabaseAddress.memory("serving" + UUID.randomUUID()));
    STEPS.forEach(this::pledge);
    fail(4);
    happen(6, new SectorEvent.Terminate());
    happen(11, new SectorEvent.Remove(Reason.OPERATOR));
    happen(11, new SectorEvent.Removed());
    enterHosts();
    work();
    ServedMiner miner =
        new ServedMiner(
            MINER,
            NetworkLetter.TESTNET,
            PROOF,
            PROVER,
            Rules.DEFAULTS,
            UnaryOperator.identity(),
            database,
            node,
            new Refusing(waiting),
            Cluster::unprovable,
            log);
    ServedProcess process =
        new ServedProcess(
            "0.0.0", "2k", Duration.ofSeconds(4), SESSION, () -> NOW, new NoLogs(), () -> {});
    server =
        MinerServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new byte[32],
            miner,
            process);
  }

  /** Nothing lies on the paths of these hosts. */
  private static Map<SectorNumber, String> unprovable(Collection<SectorNumber> sectors) {
    return sectors.stream().collect(Collectors.toMap(Function.identity(), _ -> NOTHING_READ));
  }

  static SectorId sector(long number) {
    return new SectorId(MINER, new SectorNumber(number));
  }

  private void pledge(int steps) {
    SectorId sector =
        database
            .sectors()
            .pledge(new Pledge(MINER, PROOF, new EpochSpan(1_555_200)), new SectorNumber(0), NOW);
    WAY.subList(0, steps).forEach(event -> happen(sector.number().number(), event));
  }

  private void fail(long number) {
    happen(
        number,
        new SectorEvent.StepFailed(
            FailedStep.COMMIT_2, new Trouble(Trouble.Kind.PROOF_INVALID, "does not verify")));
  }

  private void happen(long number, SectorEvent event) {
    Outcome outcome = database.sectors().append(sector(number), event, NOW);
    if (outcome instanceof Outcome.Refused(String why)) {
      throw new IllegalStateException(number + ": " + why);
    }
  }

  private void enterHosts() {
    Worker worker = new Worker(WORKER, PROVER, new Slots(Map.of(TaskType.C2, 1)), NOW);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    Worker.Id second = new Worker.Id(UUID.fromString("6e21df43-e696-47b9-b04e-259c2c863445"));
    Worker other = new Worker(second, new Host.Name("store-2"), new Slots(Map.of()), NOW);
    database.hosts().register(other, new Host.Machine(1L << 36, 8, 0));
    mount(PROVER, Specimens.HOST);
    mount(PROVER, Specimens.STORE);
  }

  void mount(Host.Name host, Place place) {
    StoragePath.Role role =
        place.equals(Specimens.HOST) ? StoragePath.Role.SEAL : StoragePath.Role.STORE;
    PathTable.Mount mount =
        new PathTable.Mount(
            new StoragePath.Id(place.path()),
            "/mnt/" + place.path().charAt(0),
            Set.of(role),
            10,
            0,
            1L << 40,
            1L << 39,
            0,
            "");
    database.paths().look(host, List.of(mount), NOW);
  }

  private void work() {
    want(TaskType.C2, 7, RUNNING);
    Plan plan = plan();
    plan.assignments().forEach(assignment -> database.tasks().assign(assignment, NOW));
    want(TaskType.PC1, 9, WAITING);
  }

  void want(TaskType type, long number, UUID id) {
    TaskTable.Wanted wanted = new TaskTable.Wanted(type, sector(number), PROOF, 0, Set.of());
    database.tasks().want(wanted, database.sectors().find(sector(number)).orElseThrow(), id, NOW);
  }

  private Plan plan() {
    List<TaskTable.Row> tasks = new ArrayList<>(database.tasks().all());
    return new Planner(Rules.DEFAULTS).plan(database.hosts().snapshot(tasks, NOW));
  }

  /** Remembers what was done, and how it went. */
  record Noted(List<String> lines) implements OperatorLog {
    @Override
    public <R> R noting(Order order, Deed<R> deed) throws ActionRefused, InterruptedException {
      String line = order.who() + " " + order.what() + " " + order.details();
      try {
        R result = deed.done();
        lines.add(line + ": done");
        return result;
      } catch (ActionRefused e) {
        lines.add(line + ": refused");
        throw e;
      }
    }

    @Override
    public void noted(Order order, Optional<String> refusal) {
      String line = order.who() + " " + order.what() + " " + order.details();
      lines.add(line + refusal.map(_ -> ": refused").orElse(": done"));
    }
  }

  /** Nothing is done. */
  private record Refusing(List<SectorNumber> waiting) implements MinerActions {
    @Override
    public List<SectorNumber> removedTooEarly() {
      return List.of();
    }

    @Override
    public ClearingPlan plan(SectorId sector, Wish wish) throws ActionRefused {
      throw new ActionRefused("nothing is ended here");
    }

    @Override
    public Outlook outlook(SectorId sector) throws ActionRefused {
      throw new ActionRefused("no chain is asked here");
    }

    @Override
    public List<String> carryOut(SectorId sector, Wish wish, Basis basis) throws ActionRefused {
      throw new ActionRefused("nothing is ended here");
    }

    @Override
    public void rescue(SectorId sector, Way.Kind way, Wish wish, Basis basis) throws ActionRefused {
      throw new ActionRefused("nothing is ended here");
    }

    @Override
    public Optional<String> resetObjection(SectorId sector, RestartPoint point) {
      return Optional.of(sector + " goes on from " + point + " elsewhere");
    }

    @Override
    public void reset(SectorId sector, RestartPoint point) throws ActionRefused {
      throw new ActionRefused(sector + " goes on from " + point + " elsewhere");
    }

    @Override
    public Map<SectorId, Due> due(List<StoredSector> sectors) throws ActionRefused {
      throw new ActionRefused("not here");
    }

    @Override
    public SectorId pledge() throws ActionRefused {
      throw new ActionRefused("not here");
    }

    @Override
    public void terminate(SectorId sector) throws ActionRefused {
      throw new ActionRefused(sector + " is not terminated here");
    }

    @Override
    public void remove(SectorId sector) throws ActionRefused {
      throw new ActionRefused(sector + " is not removed here");
    }

    @Override
    public List<SectorNumber> flush(Request.Purpose purpose) {
      return purpose == Request.Purpose.PROVE_COMMIT ? List.copyOf(waiting) : List.of();
    }

    @Override
    public Optional<Cid> flushTerminations() {
      return Optional.empty();
    }
  }

  /** Loggers that are not there. */
  private record NoLogs() implements LogLevels {
    @Override
    public List<String> names() {
      return List.of("wdpost");
    }

    @Override
    public void set(String logger, String level) {
      if (!logger.equals("wdpost")) {
        throw new NoSuchElementException("no such logger: " + logger);
      }
    }
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
