package io.sealwright.engine.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sectors that live their lives on a real chain. */
final class WholeLifeTest {
  @TempDir private Path folder;
  private DevMiner miner;
  private final MemoryOutbox outbox = new MemoryOutbox();

  @BeforeEach
  void open() throws Exception {
    miner = DevMiner.in(folder);
    miner.advance(3);
  }

  @AfterEach
  void close() throws Exception {
    miner.close();
  }

  private Line line(long... numbers) {
    return new Line(miner, outbox, SenderSettings.DEFAULTS, numbers);
  }

  @Test
  void sectorsAreSealedTogetherWithTwoMessages() throws Exception {
    Line line = line(7, 8, 9);

    line.until(9, SectorState.Proving.class, 60);

    assertThat(line.state(7)).isInstanceOf(SectorState.Proving.class);
    assertThat(outbox.pending().stream().map(OutboxRecord::purpose))
        .filteredOn(purpose -> purpose != MessagePurpose.WINDOW_POST)
        .containsExactly(MessagePurpose.PRE_COMMIT, MessagePurpose.PROVE_COMMIT);
    assertThat(line.facts().standing(new SectorNumber(8)))
        .isInstanceOfSatisfying(
            ChainStanding.Active.class,
            active -> assertThat(active.commR()).isEqualTo(Line.replica(new SectorNumber(8))));
  }

  @Test
  void aFaultIsDeclaredAndMended() throws Exception {
    Line line = line(7);
    SectorNumber sector = new SectorNumber(7);
    line.until(7, SectorState.Proving.class, 60);

    line.lost.add(sector);
    line.until(7, SectorState.FaultReported.class, 200);
    for (int i = 0;
        i < 3 && !(line.facts().standing(sector) instanceof ChainStanding.Faulty);
        i++) {
      line.step();
    }
    assertThat(line.facts().standing(sector)).isInstanceOf(ChainStanding.Faulty.class);
    line.lost.remove(sector);
    line.until(7, SectorState.Recovering.class, 200);
    line.until(7, SectorState.Proving.class, 200);

    assertThat(line.facts().standing(sector)).isInstanceOf(ChainStanding.Active.class);
  }

  @Test
  void aSectorIsTerminated() throws Exception {
    Line line = line(7, 8);
    line.until(7, SectorState.Proving.class, 60);

    line.apply(new SectorNumber(7), new SectorEvent.Terminate());
    line.until(7, SectorState.TerminateFinality.class, 200);

    assertThat(line.facts().standing(new SectorNumber(7)))
        .isInstanceOfSatisfying(
            ChainStanding.Ended.class, ended -> assertThat(ended.early()).isTrue());
    assertThat(line.facts().standing(new SectorNumber(8))).isInstanceOf(ChainStanding.Active.class);
  }

  @Test
  void theChainEndsWhatIsNeverProven() throws Exception {
    Line line = line(7);
    line.until(7, SectorState.Proving.class, 60);

    line.onDuty = false;
    line.lost.add(new SectorNumber(7));
    miner.chain().skip(44 * DevMiner.RULES.provingPeriod().epochs());
    line.until(7, SectorState.FaultedFinal.class, 200);

    assertThat(outbox.allSettled().values())
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(fate -> fate instanceof MessageFate.Landed landed && landed.exit().isOk());
  }
}
