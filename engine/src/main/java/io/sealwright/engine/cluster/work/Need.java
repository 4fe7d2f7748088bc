package io.sealwright.engine.cluster.work;

/**
 * What a worker must have free for one task on one size of sector, in bytes of memory.
 *
 * @param minMemory without which it fails
 * @param maxMemory with swap included
 * @param baseMemory shared by tasks of the kind, such as parameters
 * @param gpus share of one GPU, or more than one
 * @param threads of the CPU, −1 for nearly all of them
 * @param threadsWithGpu the same on a worker with a GPU, zero for no difference
 * @param maxConcurrent of such tasks at a time on one worker, zero for any number
 */
public record Need(
    long minMemory,
    long maxMemory,
    long baseMemory,
    double gpus,
    long threads,
    long threadsWithGpu,
    long maxConcurrent) {
  private static final long NEARLY_ALL = -1;
  private static final int PERCENT = 92;

  /** The threads it takes on a worker. */
  public long threadsOn(long cpus, int gpusOfWorker) {
    long wanted = gpusOfWorker > 0 && threadsWithGpu != 0 ? threadsWithGpu : threads;
    if (wanted != NEARLY_ALL) {
      return wanted;
    }
    long most = cpus * PERCENT / 100;
    return most == 0 ? cpus : most;
  }
}
