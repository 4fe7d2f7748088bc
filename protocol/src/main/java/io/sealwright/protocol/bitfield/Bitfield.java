package io.sealwright.protocol.bitfield;

import io.sealwright.protocol.bytes.ByteString;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A set of numbers from 0 to 2⁶³−2, kept as the bounds of its runs.
 *
 * <pre>
 *   {0, 1, 5}   bounds 0 2 5 6   a run starts at each even place and ends before the next bound
 *               lengths 0 2 3 1  unset, set, unset, set: the form of JSON
 * </pre>
 *
 * <p>Membership takes a search among the runs; union, intersection and difference take one pass
 * over both sets' runs. Numbers are produced one by one, only when they are asked for.
 */
public final class Bitfield {
  public static final Bitfield EMPTY = new Bitfield(new long[0]);

  /** Ascending, in pairs; no two pairs touch. */
  private final long[] bounds;

  private Bitfield(long[] bounds) {
    this.bounds = bounds;
  }

  /** A run {@code [start, end)} of neighbours. */
  public record Run(long start, long end) {
    public long length() {
      return end - start;
    }
  }

  /** Which of the numbers of two sets a combination keeps. */
  private interface Rule {
    boolean keeps(boolean inThis, boolean inThat);
  }

  /** The set of these numbers, in any order; a negative one is an IllegalArgumentException. */
  public static Bitfield of(long... numbers) {
    long[] sorted = Arrays.stream(numbers).sorted().distinct().toArray();
    Bounds bounds = new Bounds();
    for (long number : sorted) {
      bounds.run(number, Math.addExact(number, 1));
    }
    return bounds.field();
  }

  /** All numbers of {@code [start, end)}. */
  public static Bitfield ofRange(long start, long end) {
    Bounds bounds = new Bounds();
    if (start < end) {
      bounds.run(start, end);
    }
    return bounds.field();
  }

  /**
   * Reads JSON's run lengths: unset, set, unset and so on. A zero anywhere but in the first place,
   * a negative length, or an end beyond 2⁶³−1 is an IllegalArgumentException.
   */
  public static Bitfield ofRunLengths(long... lengths) {
    Bounds bounds = new Bounds();
    long at = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < (i == 0 ? 0 : 1)) {
        throw new IllegalArgumentException(
            "run " + i + " of a bitfield is " + lengths[i] + " long");
      }
      long end = end(at, lengths[i]);
      if (i % 2 == 1) {
        bounds.run(at, end);
      }
      at = end;
    }
    return bounds.field();
  }

  /** Reads RLE+; anything but the canonical encoding is an IllegalArgumentException. */
  public static Bitfield fromBytes(ByteString rlePlus) {
    return RlePlus.decode(rlePlus);
  }

  /** RLE+, canonical. */
  public ByteString toBytes() {
    return RlePlus.encode(this);
  }

  /** Run lengths as JSON has them: unset first, and {@code [0]} for the empty set. */
  public long[] runLengths() {
    if (isEmpty()) {
      return new long[1];
    }
    long[] lengths = new long[bounds.length];
    long at = 0;
    for (int i = 0; i < bounds.length; i++) {
      lengths[i] = bounds[i] - at;
      at = bounds[i];
    }
    return lengths;
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  public long count() {
    return runs().mapToLong(Run::length).sum();
  }

  public boolean contains(long number) {
    int place = Arrays.binarySearch(bounds, number);
    // Found: a bound at an even place starts a run. Not found: inside if an odd place comes next.
    return place >= 0 ? place % 2 == 0 : (-place - 1) % 2 == 1;
  }

  public boolean containsAll(Bitfield other) {
    return other.minus(this).isEmpty();
  }

  public OptionalLong first() {
    return isEmpty() ? OptionalLong.empty() : OptionalLong.of(bounds[0]);
  }

  public OptionalLong last() {
    return isEmpty() ? OptionalLong.empty() : OptionalLong.of(bounds[bounds.length - 1] - 1);
  }

  /** The runs in ascending order. */
  public Stream<Run> runs() {
    return IntStream.range(0, bounds.length / 2)
        .mapToObj(i -> new Run(bounds[2 * i], bounds[2 * i + 1]));
  }

  /** The numbers in ascending order, lazily: a set may hold more than memory does. */
  public LongStream stream() {
    return runs().flatMapToLong(run -> LongStream.range(run.start(), run.end()));
  }

  public Bitfield union(Bitfield other) {
    return combine(other, (inThis, inThat) -> inThis || inThat);
  }

  public Bitfield intersect(Bitfield other) {
    return combine(other, (inThis, inThat) -> inThis && inThat);
  }

  public Bitfield minus(Bitfield other) {
    return combine(other, (inThis, inThat) -> inThis && !inThat);
  }

  /** Sweeps over the bounds of both sets; between two bounds membership does not change. */
  private Bitfield combine(Bitfield other, Rule rule) {
    Bounds result = new Bounds();
    int i = 0;
    int j = 0;
    while (i < bounds.length || j < other.bounds.length) {
      long at = Math.min(bound(bounds, i), bound(other.bounds, j));
      i += i < bounds.length && bounds[i] == at ? 1 : 0;
      j += j < other.bounds.length && other.bounds[j] == at ? 1 : 0;
      if (rule.keeps(i % 2 == 1, j % 2 == 1)) {
        result.run(at, Math.min(bound(bounds, i), bound(other.bounds, j)));
      }
    }
    return result.field();
  }

  private static long bound(long[] bounds, int place) {
    return place < bounds.length ? bounds[place] : Long.MAX_VALUE;
  }

  static long end(long start, long length) {
    if (length > Long.MAX_VALUE - start) {
      throw new IllegalArgumentException("a bitfield reaches beyond 2^63-2");
    }
    return start + length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitfield that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** The runs, {@code {0-1, 5}}. */
  @Override
  public String toString() {
    return runs()
        .map(run -> run.length() == 1 ? "" + run.start() : run.start() + "-" + (run.end() - 1))
        .toList()
        .toString()
        .replace('[', '{')
        .replace(']', '}');
  }

  /** Collects ascending runs and joins those that touch. */
  static final class Bounds {
    private long[] bounds = new long[8];
    private int length;

    void run(long start, long end) {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("no run of a bitfield is [" + start + ", " + end + ")");
      }
      if (length > 0 && bounds[length - 1] == start) {
        bounds[length - 1] = end;
        return;
      }
      if (length == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * length);
      }
      bounds[length++] = start;
      bounds[length++] = end;
    }

    Bitfield field() {
      return length == 0 ? EMPTY : new Bitfield(Arrays.copyOf(bounds, length));
    }
  }
}
