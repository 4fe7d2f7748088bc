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
import java.util.Set;
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
    String shown = id(plan(2, 810, "Proving"), "remove");
    assertThat(id(plan(2, 811, "Proving"), "remove")).isEqualTo(shown);
    assertThat(id(plan(3, 810, "Proving"), "remove")).isNotEqualTo(shown);
    assertThat(id(plan(2, 810, "Proving"), "terminate")).isNotEqualTo(shown);
    assertThat(id(plan(2, 810, "Faulty"), "remove")).isNotEqualTo(shown);
  }

  @Test
  void anIdIsOfOneDeedAndOfWhatIsTakenForGone() {
    ClearingPlan plan = plan(2, 810, "Proving");
    String shown = plan.id("rescue", "adopt", Set.of("a", "b"));
    assertThat(plan.id("rescue", "adopt", Set.of("b", "a"))).isEqualTo(shown);
    assertThat(plan.id("rescue", "recover", Set.of("a", "b"))).isNotEqualTo(shown);
    assertThat(plan.id("rescue", "adopt", Set.of("a"))).isNotEqualTo(shown);
  }

  private static String id(ClearingPlan plan, String command) {
    return plan.id(command, "", Set.of());
  }
}
