package io.sealwright.proofs.vanilla;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sealed sector that cannot be proven: some of its files are not what the others say. */
public final class SectorDamaged extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;
  private final boolean noLabelFits;

  /**
   * Names the first fault of each part: a replica with another ticket has hundreds.
   *
   * @param noLabelFits whether the labels of every opened leaf are wrong, and those that were
   *     sealed
   */
  public SectorDamaged(List<Fault> faults, boolean noLabelFits) {
    super(words(faults));
    this.faults = List.copyOf(faults);
    this.noLabelFits = noLabelFits;
  }

  private static String words(List<Fault> faults) {
    Map<Fault.Part, String> first = new LinkedHashMap<>();
    faults.forEach(fault -> first.putIfAbsent(fault.part(), fault.words()));
    long all = faults.stream().map(Fault::words).distinct().count();
    Stream<String> more =
        all > first.size()
            ? Stream.of("and %d more like these".formatted(all - first.size()))
            : Stream.empty();
    return Stream.concat(first.values().stream(), more).collect(Collectors.joining("; "));
  }

  /** What was found, in the order of the challenges. */
  public List<Fault> faults() {
    return faults;
  }

  /** Whether it is rather that it was sealed for another miner, number, ticket or proof. */
  public boolean noLabelFits() {
    return noLabelFits;
  }
}
