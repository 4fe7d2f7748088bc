package io.sealwright.engine.stage;

import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.stage.attempt.LocalPaths;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs stages of sectors, on the thread that calls; several may run at once. */
public final class Stages {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Equipment equipment;

  public Stages(Equipment equipment) {
    this.equipment = equipment;
  }

  /**
   * Does what a state asks for, and publishes it.
   *
   * @throws StageFailed with what is to be written down of the sector, by whoever has the task
   * @throws FenceLost when the task is another's; nothing was published
   * @throws Stopped when it was told to
   * @throws IOException when the fence could not publish: run again, it accepts what was made
   */
  public void run(StageOrder order, LocalPaths paths, Fence fence, StopSignal stop)
      throws StageFailed, FenceLost, Stopped, IOException {
    if (!fence.isMine()) {
      throw new FenceLost("the " + order.work() + " of " + order.sector() + " is another's");
    }
    Job job = new Job(order, paths, equipment);
    try (job) {
      Made made = make(job, stop);
      fence.publish(made.publication(), made.event());
      tidy(job, made);
    }
  }

  private static Made make(Job job, StopSignal stop) throws StageFailed, Stopped, IOException {
    try {
      return stop.heed(() -> made(job));
    } catch (StageFailed | Stopped e) {
      discardFruitless(job, e);
      throw e;
    } catch (IOException e) {
      StageFailed failed = job.failed(e);
      failed.initCause(e);
      discardFruitless(job, failed);
      throw failed;
    } catch (OutOfMemoryError e) {
      StageFailed failed = job.failed(Trouble.Kind.HOST, "too little memory: " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
  }

  private static Made made(Job job) throws StageFailed, IOException, InterruptedException {
    return switch (job.order().work()) {
      case AP -> new PackStage(job).make();
      case PC1 -> new LabelStage(job).make();
      case PC2 -> new ReplicaStage(job).make();
      case C1 -> new OpeningStage(job).make();
      case C2 -> new ProofStage(job).make();
      case FIN -> new TrimStage(job).make();
      case GET -> new StoreStage(job).make();
      case RECOVER -> new RecoverStage(job).make();
      case REMOVE -> new RemoveStage(job).make();
    };
  }

  private static void discardFruitless(Job job, Exception failure) {
    try {
      job.discardFruitless();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** The event stands, whatever happens now; what is left of the attempt is swept up later. */
  private static void tidy(Job job, Made made) {
    try {
      made.afterwards().run();
      job.discard();
    } catch (IOException e) {
      LOG.warn(
          "sector {}: {} is published, but not everything it replaces could be removed",
          job.order().sector(),
          job.order().work(),
          e);
    }
  }
}
