package io.sealwright.engine.recovery.source;

import io.sealwright.protocol.SectorId;
import java.util.List;

/**
 * What came of looking for one sector's facts.
 *
 * @param tried every source that was asked, in order
 */
public record Finding(SectorId sector, OnChain chain, List<Tried> tried, Verdict verdict) {
  public Finding {
    tried = List.copyOf(tried);
  }

  static Finding of(SectorId sector, OnChain chain, List<Tried> tried) {
    return new Finding(sector, chain, tried, Verdict.of(sector, chain, tried));
  }

  /** Whether someone who might know did not answer. */
  public boolean wasCutOff() {
    return tried.stream()
        .anyMatch(source -> source.answer() instanceof Answer.Failed(_, boolean cut) && cut);
  }
}
