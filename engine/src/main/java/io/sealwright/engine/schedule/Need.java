package io.sealwright.engine.schedule;

/**
 * What one task takes while it runs.
 *
 * @param memory bytes of its own
 * @param shared bytes that all tasks of its type and size on a worker have in common, such as
 *     parameters
 * @param threads on a host without GPUs
 * @param threadsWithGpu on a host with some, if it uses them
 * @param gpus whole cards, on a host that has any
 */
public record Need(long memory, long shared, Threads threads, Threads threadsWithGpu, int gpus) {

  /** A count of threads, or a share of those the host has. */
  public record Threads(int count, int percent) {
    static final Threads NONE = exactly(0);

    public Threads {
      if (count < 0 || percent < 0 || percent > 100 || (count > 0 && percent > 0)) {
        throw new IllegalArgumentException(count + " threads and " + percent + " percent");
      }
    }

    public static Threads exactly(int count) {
      return new Threads(count, 0);
    }

    /** So many of a hundred, rounded down, but one at least. */
    public static Threads share(int percent) {
      return new Threads(0, percent);
    }

    int of(int all) {
      return percent == 0 ? count : Math.max(1, all * percent / 100);
    }
  }

  public Need {
    if (memory < 0 || shared < 0 || gpus < 0) {
      throw new IllegalArgumentException("a need is not negative");
    }
  }

  public int threadsOn(Host.Machine machine) {
    return (gpusOn(machine) > 0 ? threadsWithGpu : threads).of(machine.threads());
  }

  /** None on a host without GPUs: it computes on the processors instead. */
  public int gpusOn(Host.Machine machine) {
    return machine.gpus() > 0 ? gpus : 0;
  }
}
