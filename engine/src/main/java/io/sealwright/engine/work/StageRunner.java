package io.sealwright.engine.work;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.Fence;
import io.sealwright.engine.stage.StageFailed;
import io.sealwright.engine.stage.StageOrder;
import io.sealwright.engine.stage.Stages;
import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.stage.Stopped;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable;
import io.sealwright.proofs.porep.Needs;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does tasks by running stages on the paths of this host. */
public final class StageRunner implements TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  private final Stages stages;
  private final PathTable paths;
  private final Host.Name host;
  private final LongSupplier samples;

  /**
   * Makes a runner.
   *
   * @param paths on which this host's are looked up for each task
   * @param samples chooses the leaves that are opened to check copies
   */
  public StageRunner(Stages stages, PathTable paths, Host.Name host, LongSupplier samples) {
    this.stages = stages;
    this.paths = paths;
    this.host = host;
    this.samples = samples;
  }

  @Override
  public void run(Job job, Fence fence, StopSignal stop)
      throws StageFailed, FenceLost, Stopped, IOException {
    SectorState state = job.sector().state();
    Work work =
        Work.of(state)
            .orElseThrow(
                () -> new FenceLost("%s needs no %s".formatted(job.sector().id(), job.type())));
    HostPaths own = new HostPaths(paths.of(host));
    Place bench = needsBench(work) ? target(own, job, Role.SEAL) : at(state);
    Place store = needsStore(work) ? target(own, job, Role.STORE) : bench;
    stages.run(
        new StageOrder(state, job.token(), bench, store, job.openings(), samples.getAsLong()),
        own.local(),
        fence,
        stop);
    note(job, work, bench);
  }

  private static boolean needsBench(Work work) {
    return switch (work) {
      case AP, PC1, RECOVER -> true;
      case PC2, C1, C2, FIN, GET, REMOVE -> false;
    };
  }

  private static boolean needsStore(Work work) {
    return switch (work) {
      case GET, RECOVER -> true;
      case AP, PC1, PC2, C1, C2, FIN, REMOVE -> false;
    };
  }

  private static Place at(SectorState state) {
    return TaskInputs.last(state.known()).orElseThrow();
  }

  private Place target(HostPaths own, Job job, Role role) throws StageFailed {
    return own.target(job, role)
        .orElseThrow(() ->
            new StageFailed(
                job.sector().state(),
                new Trouble(
                    Trouble.Kind.HOST,
                    "host %s has no path that can %s"
                        .formatted(host, role.name().toLowerCase(Locale.ROOT)))));
  }

  /**
   * Tells how much of the sector's space is written, that it is not taken for free <em>and</em> for
   * reserved. What is left reserved is what later stages need, so that none asks for more. If it is
   * not told, less is given to others than could be.
   */
  private void note(Job job, Work work, Place bench) {
    long written = written(work, job.sector().state().known().pledged().proof().size());
    if (written == 0) {
      return;
    }
    try {
      paths.written(new StoragePath.Id(bench.path()), job.sector().id(), written);
    } catch (JdbiException e) {
      LOG.warn("what is written of {} is not noted: {}", job.sector().id(), Database.words(e));
    }
  }

  private static long written(Work work, SectorSize size) {
    Needs needs = Needs.of(size);
    return switch (work) {
      case PC1 -> size.layers() * size.bytes();
      case PC2 -> needs.cache() + needs.sealed();
      case AP, C1, C2, FIN, GET, RECOVER, REMOVE -> 0;
    };
  }
}
