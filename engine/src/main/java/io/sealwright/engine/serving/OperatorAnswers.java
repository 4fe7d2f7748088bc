package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.store.ActionTable;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.HostTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do to our own cluster. */
record OperatorAnswers(ServedMiner miner, InstantSource clock, OperatorMethods api) {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorAnswers.class);
  private static final int MOST_ACTIONS = 10_000;

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.pauses(), () -> telling(() -> database().hosts().pauses()))
        .answer(api.pause(), this::pause)
        .answer(api.resume(), this::resume)
        .answer(api.drain(), this::drain)
        .answer(api.removeWorker(), this::removeWorker)
        .answer(api.hosts(), () -> telling(this::hosts))
        .answer(api.waiting(), () -> telling(this::waiting))
        .answer(api.actions(), query -> telling(() -> actions(query)));
  }

  private List<ActionTable.Action> actions(ActionTable.Query query) throws ActionRefused {
    if (query.most() < 1 || query.most() > MOST_ACTIONS) {
      throw new ActionRefused("1 to " + MOST_ACTIONS + " actions are told at a time");
    }
    try {
      return database().actions().find(query);
    } catch (IOException e) {
      throw new ActionRefused("the log of actions cannot be read: " + e.getMessage());
    }
  }

  private Database database() {
    return miner.database();
  }

  private Operations operations() {
    return new Operations(database(), clock);
  }

  private boolean pause(Pause pause, String who) throws CallFailed, InterruptedException {
    return noting(
        new Order(who, "pause", OperatorMethods.text(pause)), () -> operations().pause(pause));
  }

  private boolean resume(Pause pause, String who) throws CallFailed, InterruptedException {
    return noting(
        new Order(who, "resume", OperatorMethods.text(pause)), () -> operations().resume(pause));
  }

  private List<AtRisk> drain(String host, boolean drained, String who)
      throws CallFailed, InterruptedException {
    return noting(
        new Order(who, drained ? "drain" : "end of drain", host),
        () -> risks(operations().drain(new Host.Name(host), drained, miner.id())));
  }

  private long removeWorker(UUID worker, String who) throws CallFailed, InterruptedException {
    return noting(
        new Order(who, "remove worker", worker.toString()),
        () -> operations().removeWorker(new Worker.Id(worker), miner.rules().silence()));
  }

  /** A chain that cannot be asked keeps no host from being drained. */
  private List<AtRisk> risks(List<StoredSector> sectors) throws InterruptedException {
    Map<SectorId, Due> dues = Map.of();
    if (!sectors.isEmpty()) {
      try {
        dues = miner.actions().due(sectors);
      } catch (ActionRefused e) {
        LOG.warn("it is not known until when sectors are due: {}", e.getMessage());
      }
    }
    Map<SectorId, Due> known = dues;
    return sectors.stream()
        .map(sector -> AtRisk.of(sector, known.getOrDefault(sector.id(), Due.UNKNOWN)))
        .toList();
  }

  private <R> R noting(Order order, OperatorLog.Deed<R> deed)
      throws CallFailed, InterruptedException {
    return telling(() -> miner.log().noting(order, deed));
  }

  private List<OperatorMethods.KnownHost> hosts() {
    List<HostTable.Listed> workers = database().hosts().workers();
    Set<Host.Name> drained = database().hosts().drained();
    return database().hosts().hosts().stream()
        .map(host ->
            new OperatorMethods.KnownHost(
                host.name().name(),
                drained.contains(host.name()),
                workers.stream()
                    .filter(listed -> listed.worker().host().equals(host.name()))
                    .map(OperatorAnswers::known)
                    .toList()))
        .toList();
  }

  private static OperatorMethods.KnownWorker known(HostTable.Listed listed) {
    return new OperatorMethods.KnownWorker(
        listed.worker().id().id(), listed.worker().name(), listed.worker().lastHeartbeat());
  }

  private List<TaskWait> waiting() {
    Instant now = clock.instant();
    Planner planner = new Planner(miner.rules());
    Snapshot snapshot = database().hosts().snapshot(database().tasks().all(), now);
    return WaitReasons.of(planner.plan(miner.proofs().apply(snapshot)));
  }
}
