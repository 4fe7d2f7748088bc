package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.duty.report.SkippedSector;
import io.sealwright.engine.proving.WindowAccount;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The window of {@link Scene}, with a partition of sectors 1 and 2 and one of 3, 4 and 5. */
final class WindowAccountTest {
  private static final List<DuePartition> PARTITIONS =
      List.of(Scene.partition(0, 1, 2), Scene.partition(1, 3, 4, 5));

  private static WindowAccount of(Bitfield posted, Scene scene) {
    return WindowAccount.of(new DueWindow(Scene.EIGHT, PARTITIONS, posted), scene.records);
  }

  @Test
  void whatTheChainTookIsProvenButForWhatWasLeftOut() {
    Scene scene = Scene.at(1500);
    Attempt attempt = Scene.attempt(Scene.EIGHT, 1, 0, 1);
    scene.with(attempt, new Progress.Landed(Scene.MESSAGE, new Epoch(1490)));
    WindowRecord landed = scene.records.removeFirst();
    scene.records.add(
        landed.withSectors(
            Bitfield.of(1, 2, 3, 5),
            List.of(new SkippedSector(new SectorNumber(4), Optional.empty(), "gone"))));

    assertThat(of(Bitfield.EMPTY, scene)).isEqualTo(new WindowAccount(4, 1, 0, 0));
  }

  @Test
  void aPartitionThatSomebodyElseProvedIsProven() {
    assertThat(of(Bitfield.of(1), Scene.at(1500))).isEqualTo(new WindowAccount(3, 0, 0, 2));
  }

  @Test
  void faultsThatNobodySaysAreMendedAreNotToBeProven() {
    DuePartition faulty = new DuePartition(0, Bitfield.of(1, 2), Bitfield.of(2), Bitfield.EMPTY);
    assertThat(
            WindowAccount.of(
                new DueWindow(Scene.EIGHT, List.of(faulty), Bitfield.of(0)), List.of()))
        .isEqualTo(new WindowAccount(1, 0, 0, 0));
  }

  @Test
  void theLastAttemptSaysWhetherTimeOrSomethingElseWasMissing() {
    Scene scene = Scene.at(1545);
    Progress late = new Progress.Failed("its window closed first", new Epoch(1539));
    scene.with(Scene.attempt(Scene.EIGHT, 1, 0), new Progress.Failed("no proof", new Epoch(1490)));
    scene.with(Scene.attempt(Scene.EIGHT, 2, 0), late);
    scene.with(
        Scene.attempt(Scene.EIGHT, 1, 1), new Progress.Refused(Scene.MESSAGE, new ExitCode(16)));

    assertThat(of(Bitfield.EMPTY, scene)).isEqualTo(new WindowAccount(0, 0, 3, 2));
  }

  @Test
  void whatWasGivenUpBeforeTheEndFailedAndWhatWasGivenUpAtTheEndIsLate() {
    Scene scene = Scene.at(1545);
    Attempt first = Scene.attempt(Scene.EIGHT, 1, 0);
    Attempt second = Scene.attempt(Scene.EIGHT, 1, 1);
    scene.with(first, new Progress.Stopped("the duty was stopped", new Epoch(1500)));
    scene.with(second, new Progress.Stopped("its window closed first", new Epoch(1539)));

    assertThat(of(Bitfield.EMPTY, scene)).isEqualTo(new WindowAccount(0, 0, 2, 3));
  }
}
