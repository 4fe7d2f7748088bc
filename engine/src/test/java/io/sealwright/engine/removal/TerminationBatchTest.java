package io.sealwright.engine.removal;

import static io.sealwright.engine.removal.Cases.HEAD;
import static io.sealwright.engine.removal.Cases.NO_FILES;
import static io.sealwright.engine.removal.Cases.TODAY;
import static io.sealwright.engine.removal.Cases.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.engine.removal.ChainStanding.Place;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.SectorSelections.Selection;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many terminations in few messages. */
final class TerminationBatchTest {
  private static final Epoch FAR = new Epoch(HEAD.height() + 1000);

  @Test
  void sectorsOfAPartitionAreOneSelection() {
    List<Permit> permits = List.of(permit(9, 5, 1), permit(3, 5, 1), permit(4, 2, 0));
    List<TerminationBatch> batches = TerminationBatch.of(TODAY, permits);
    assertThat(batches).hasSize(1);
    assertThat(batches.getFirst().selections().selections())
        .containsExactly(
            new Selection(2, 0, Bitfield.of(4)), new Selection(5, 1, Bitfield.of(3, 9)));
    assertThat(batches.getFirst().fees()).isEqualTo(TokenAmount.parse("0.0085").times(3));
  }

  /** 25,000 sectors may be addressed by a message: spec 3.9. */
  @Test
  void aMessageAddressesNoMoreSectorsThanTheChainTakes() {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < 12 * 2349; i++) {
      permits.add(permit(i, i / 2349, 0));
    }
    List<TerminationBatch> batches = TerminationBatch.of(TODAY, permits);
    assertThat(batches)
        .extracting(batch -> batch.permits().size())
        .containsExactly(10 * 2349, 2 * 2349);
  }

  @Test
  void otherPermitsAreRefused() {
    Permit removal =
        new DeletionPlanner(TODAY)
            .plan(facts(Cases.never(), "Packing", NO_FILES), Intent.CLEAN_UP)
            .permits()
            .getFirst();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TerminationBatch.of(TODAY, List.of(removal)));
  }

  private static Permit permit(long number, int deadline, long partition) {
    SectorFacts one =
        facts(
            Cases.live(new Place(deadline, partition, FAR), Optional.of(HEAD)),
            "Removed",
            NO_FILES);
    SectorFacts other =
        new SectorFacts(
            new SectorId(one.sector().miner(), new SectorNumber(number)),
            one.head(),
            one.chain(),
            one.inFlight(),
            one.record(),
            one.files(),
            one.jobs(),
            one.recovery());
    return new DeletionPlanner(TODAY).plan(other, Intent.CLEAN_UP).permits().getFirst();
  }
}
