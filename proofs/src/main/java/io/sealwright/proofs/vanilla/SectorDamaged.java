package io.sealwright.proofs.vanilla;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A sealed sector that cannot be proven: some of its files are not what the others say. */
public final class SectorDamaged extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public SectorDamaged(List<Fault> faults) {
    super(faults.stream().map(Fault::words).distinct().collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** What was found, in the order of the challenges. */
  public List<Fault> faults() {
    return faults;
  }
}
