package io.sealwright.app.cli.ghost;

import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.ghost.Standing;
import io.sealwright.engine.cluster.ghost.Surgeon;
import io.sealwright.engine.cluster.ghost.Surgeon.Examined;
import io.sealwright.engine.cluster.work.LotusWork;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.SectorNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The jobs of a miner at one moment, examined.
 *
 * @param calls by which each is ended, by its id
 */
record JobsNow(List<Examined> examined, Map<UUID, CallId> calls) {
  private static final String NO_SECTOR = "No state for ";

  static JobsNow of(Link link, Instant now) throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(link.network().letter());
    Map<UUID, List<WorkerJob>> jobs = link.ask(api.sealing().workerJobs().ask());
    Map<UUID, CallId> calls = new HashMap<>();
    Map<Long, Standing> sectors = new HashMap<>();
    for (WorkerJob job : jobs.values().stream().flatMap(Collection::stream).toList()) {
      calls.put(job.call().id(), job.call());
      long number = job.sector().number().number();
      if (!sectors.containsKey(number)) {
        sectors.put(number, standing(link, api, job.sector().number()));
      }
    }
    OwnMiner miner = new OwnMiner(link);
    boolean isOurs = miner.isOwn();
    Surgeon surgeon =
        new Surgeon(
            LotusWork.workers(link.ask(api.sealing().workerStats().ask())),
            sectors,
            miner.askIfOwn(api.common().startTime().ask()),
            isOurs,
            now);
    return new JobsNow(surgeon.examine(LotusWork.jobs(jobs)), calls);
  }

  private static Standing standing(Link link, MinerApi api, SectorNumber number)
      throws CommandFailure, InterruptedException {
    try {
      SectorStatus sector = link.client().call(api.sectors().status().ask(number, false));
      return sector.isBlank() || !sector.number().equals(number)
          ? new Standing.Absent()
          : new Standing.In(sector.state());
    } catch (Refused e) {
      if (e.text().startsWith(NO_SECTOR)) {
        return new Standing.Absent();
      }
      throw link.failure(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }

  /** Whether a job is here, and is a ghost. */
  boolean hasGhost(UUID call) {
    return find(call).filter(found -> found.finding().isGhost()).isPresent();
  }

  private Optional<Examined> find(UUID call) {
    return examined.stream().filter(found -> found.job().call().equals(call)).findFirst();
  }
}
