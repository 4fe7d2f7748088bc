package io.sealwright.engine.recovery.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which epochs are searched for pre-commits. */
final class ReachTest {
  private static final Epoch HEAD = new Epoch(9000);
  private static final EpochSpan WINDOW = new EpochSpan(1000);

  @Test
  void itEndsAWindowBeforeEachSectorWasProven() {
    assertThat(Reach.of(List.of(provenAt(5000)), HEAD, WINDOW)).isEqualTo(reach(5000, 4000));
    assertThat(Reach.of(List.of(provenAt(5000), provenAt(3000)), HEAD, WINDOW))
        .isEqualTo(reach(5000, 2000));
    assertThat(Reach.of(List.of(provenAt(500)), HEAD, WINDOW)).isEqualTo(reach(500, 0));
  }

  @Test
  void aSectorTheChainNoLongerHasIsLookedForFromTheHead() {
    assertThat(Reach.of(List.of(new OnChain.Unknown(true)), HEAD, WINDOW))
        .isEqualTo(reach(9000, 8000));
  }

  @Test
  void itIsCutIntoSlicesThatLeaveNoEpochOut() {
    assertThat(reach(5000, 2500).slices(WINDOW))
        .containsExactly(reach(5000, 4000), reach(4000, 3000), reach(3000, 2500));
    assertThat(reach(5000, 4000).slices(WINDOW)).containsExactly(reach(5000, 4000));
    assertThat(reach(7, 7).slices(WINDOW)).containsExactly(reach(7, 7));
  }

  private static Reach reach(long from, long downTo) {
    return new Reach(new Epoch(from), new Epoch(downTo));
  }

  private static OnChain provenAt(long activation) {
    return new OnChain.Live(
        new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
        new CommR(Bytes32.repeat(1)),
        Optional.empty(),
        new Epoch(activation),
        false);
  }
}
