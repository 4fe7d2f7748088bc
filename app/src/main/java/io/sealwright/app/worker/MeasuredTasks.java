package io.sealwright.app.worker;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.stage.Fence;
import io.sealwright.engine.stage.StageFailed;
import io.sealwright.engine.stage.StopSignal;
import io.sealwright.engine.stage.Stopped;
import io.sealwright.engine.work.TaskRunner;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Counts the tasks of a worker by type, and how long they took by how they ended. */
final class MeasuredTasks implements TaskRunner {
  /** Seconds: from what a devnet takes to the first phase of 64 GiB. */
  private static final double[] BOUNDS = {
    1, 10, 60, 300, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 28_800, 43_200
  };

  private final TaskRunner runner;
  private final Gauge running;
  private final Histogram seconds;

  private enum End {
    DONE,
    FAILED,
    PARKED,
    LOST
  }

  /**
   * Enters the figures.
   *
   * @param types that the worker takes, each of which has a figure from the start
   */
  MeasuredTasks(TaskRunner runner, Set<TaskType> types, PrometheusRegistry metrics) {
    this.runner = runner;
    this.running =
        Gauge.builder()
            .name("sealwright_worker_tasks_running")
            .help("Tasks that the worker runs now")
            .labelNames("type")
            .register(metrics);
    types.forEach(type -> running.initLabelValues(type.name()));
    this.seconds =
        Histogram.builder()
            .name("sealwright_worker_task_seconds")
            .help(
                "How long tasks took that were done, failed, were parked at the worker's end, or"
                    + " lost to another worker")
            .labelNames("type", "end")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(metrics);
  }

  @Override
  public void run(Job job, Fence fence, StopSignal stop)
      throws StageFailed, FenceLost, Stopped, IOException {
    running.labelValues(job.type().name()).inc();
    long begun = System.nanoTime();
    End end = End.FAILED;
    try {
      runner.run(job, fence, stop);
      end = End.DONE;
    } catch (Stopped e) {
      end = End.PARKED;
      throw e;
    } catch (FenceLost e) {
      end = End.LOST;
      throw e;
    } finally {
      running.labelValues(job.type().name()).dec();
      seconds
          .labelValues(job.type().name(), end.name().toLowerCase(Locale.ROOT))
          .observe((double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1));
    }
  }
}
