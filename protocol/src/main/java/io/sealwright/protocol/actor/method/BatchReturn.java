package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.message.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the items of a batch fared, in order: how many went well, and which did not.
 *
 * @param failures ascending by index
 */
public record BatchReturn(long successes, List<Failure> failures) {
  /** An item, by its place in the batch, and why it failed. */
  public record Failure(long index, ExitCode code) {}

  public BatchReturn {
    failures = List.copyOf(failures);
  }

  /** A batch of which everything went well. */
  public static BatchReturn ok(int items) {
    return new BatchReturn(items, List.of());
  }

  /** The outcome of each item, in order. */
  public static BatchReturn of(List<ExitCode> codes) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      if (!codes.get(i).isOk()) {
        failures.add(new Failure(i, codes.get(i)));
      }
    }
    return new BatchReturn(codes.size() - failures.size(), failures);
  }

  public long size() {
    return successes + failures.size();
  }

  /** The items that went well; a list of another size is an IllegalArgumentException. */
  public <T> List<T> succeeded(List<T> items) {
    if (items.size() != size()) {
      throw new IllegalArgumentException(items.size() + " items for a batch of " + size());
    }
    List<T> succeeded = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < items.size(); i++) {
      if (failed < failures.size() && failures.get(failed).index() == i) {
        failed++;
      } else {
        succeeded.add(items.get(i));
      }
    }
    return succeeded;
  }

  /** The whole, where a next step was tried with what had succeeded so far. */
  public BatchReturn then(BatchReturn next) {
    List<Failure> all = new ArrayList<>(failures);
    List<Long> survivors = new ArrayList<>();
    for (long i = 0; i < size(); i++) {
      long index = i;
      if (failures.stream().noneMatch(failure -> failure.index() == index)) {
        survivors.add(i);
      }
    }
    if (next.size() != survivors.size()) {
      throw new IllegalArgumentException(next + " does not follow " + this);
    }
    next.failures.forEach(
        failure ->
            all.add(new Failure(survivors.get((int) failure.index()), failure.code())));
    all.sort(Comparator.comparingLong(Failure::index));
    return new BatchReturn(next.successes, all);
  }
}
