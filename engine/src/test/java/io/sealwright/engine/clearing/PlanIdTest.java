package io.sealwright.engine.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Reason;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanIdTest {
  private static ClearingPlan plan(long sector, long head, String record) {
    return new ClearingPlan(
        new SectorNumber(sector),
        new Epoch(head),
        Intent.CLEAN_UP,
        Decision.REMOVE,
        Reason.CHAIN_UNKNOWN,
        new Basis(Map.of("record", List.of(Fact.of(Fact.Kind.RECORD, record)))),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Else a plan that somebody has looked at would let something else be done. */
  @Test
  void anIdIsOfOneCommandOneSectorAndItsFacts() {
    String shown = plan(2, 810, "Proving").id("remove");
    assertThat(plan(2, 811, "Proving").id("remove")).isEqualTo(shown);
    assertThat(plan(3, 810, "Proving").id("remove")).isNotEqualTo(shown);
    assertThat(plan(2, 810, "Proving").id("terminate")).isNotEqualTo(shown);
    assertThat(plan(2, 810, "Faulty").id("remove")).isNotEqualTo(shown);
  }
}
