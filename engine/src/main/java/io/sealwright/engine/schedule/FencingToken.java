package io.sealwright.engine.schedule;

/**
 * A number that grows with every assignment of a task. Whoever brings a result shows the token he
 * was given; in the transaction that publishes it, it is compared with the task's current one. A
 * worker that slept while its task was given to another is refused there, whatever it believes.
 */
public record FencingToken(long number) implements Comparable<FencingToken> {
  /** Of a task that was never assigned. It opens nothing. */
  public static final FencingToken NONE = new FencingToken(0);

  public FencingToken {
    if (number < 0) {
      throw new IllegalArgumentException("fencing token " + number + " is negative");
    }
  }

  /** The token of the next assignment. */
  public FencingToken next() {
    return new FencingToken(Math.addExact(number, 1));
  }

  /** Whether the bearer of {@code shown} may publish, when {@code current} is the task's. */
  public static boolean mayPublish(FencingToken shown, FencingToken current) {
    return shown.number > 0 && shown.equals(current);
  }

  @Override
  public int compareTo(FencingToken other) {
    return Long.compare(number, other.number);
  }
}
