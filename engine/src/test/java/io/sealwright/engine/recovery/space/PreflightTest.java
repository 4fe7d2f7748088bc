package io.sealwright.engine.recovery.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.engine.recovery.space.Preflight.Verdict;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreflightTest {
  private static final long GIB = 1L << 30;
  private static final long PLENTY = 1L << 40;

  @TempDir Path folder;

  @Test
  void demandsOnOneFileSystemAreAddedUp() {
    Demand temp = new Demand(place("temp", "disk", 100), 60);
    Demand result = new Demand(place("result", "disk", 100), 41);
    assertThat(Preflight.judge(List.of(temp, result), 0, PLENTY))
        .isInstanceOf(Verdict.TooLittle.class);
    Demand elsewhere = new Demand(place("result", "other disk", 100), 41);
    assertThat(Preflight.judge(List.of(temp, elsewhere), 0, PLENTY))
        .isInstanceOf(Verdict.Enough.class);
  }

  @Test
  void aRefusalTellsWhatIsNeededWhatIsThereAndWhere() {
    Demand temp = new Demand(place("temp", "disk", GIB), 3 * GIB / 2);
    assertThat(((Verdict.TooLittle) Preflight.judge(List.of(temp), 0, PLENTY)).reasons())
        .containsExactly("needs temp 1.5 GiB of 1.0 GiB free (/mnt/temp)");
  }

  @Test
  void exactlyEnoughIsEnough() {
    Demand temp = new Demand(place("temp", "disk", 100), 100);
    assertThat(Preflight.judge(List.of(temp), 5, 5)).isInstanceOf(Verdict.Enough.class);
    assertThat(Preflight.judge(List.of(temp), 6, 5)).isInstanceOf(Verdict.TooLittle.class);
  }

  @Test
  void aReadOnlyDiskIsNoPlaceToWriteTo() {
    Place readOnly = new Place("result", Path.of("/mnt/result"), "disk", PLENTY, false);
    assertThat(Preflight.judge(List.of(new Demand(readOnly, 1)), 0, PLENTY))
        .isEqualTo(
            new Verdict.TooLittle(
                List.of(new Preflight.Figure(List.of("result"), readOnly, 1)),
                List.of(new Preflight.Lack.Access(Path.of("/mnt/result")))));
  }

  /** The manual's rule of thumb: 512 GiB of temp for 32 GiB sectors, 1024 GiB for 64. */
  @ParameterizedTest
  @CsvSource({"GIB_32, 480, 512", "GIB_64, 960, 1024"})
  void theNeedsOfLargeSectorsAgreeWithTheManual(SectorSize size, long least, long most) {
    long temp = SectorNeeds.of(size, Keep.PROVING, false, false).temp() / GIB;
    assertThat(temp).isBetween(least, most);
    assertThat(SectorNeeds.of(size, Keep.PROVING, true, false).temp() / GIB - temp)
        .isEqualTo(size.bytes() / GIB);
  }

  @Test
  void keepingWhatCommitNeedsTakesTheLayersAndTrees() {
    long size = SectorSize.GIB_32.bytes();
    long proving = SectorNeeds.of(SectorSize.GIB_32, Keep.PROVING, false, false).result();
    long commit = SectorNeeds.of(SectorSize.GIB_32, Keep.COMMIT, false, false).result();
    assertThat(proving).isBetween(size, size + size / 32);
    assertThat(commit - proving).isBetween(14 * size, 15 * size);
  }

  @Test
  void aFolderThatIsNotThereYetIsMeasuredWhereItWillBe() throws Exception {
    Place there = Place.measure("temp", folder);
    Place later = Place.measure("temp", folder.resolve("a/b"));
    assertThat(later.store()).isEqualTo(there.store());
    assertThat(later.writable()).isTrue();
    assertThat(later.free()).isPositive();
  }

  @Test
  void whatAKilledRunLeftCountsAsWritten() throws Exception {
    Files.createDirectories(folder.resolve("s/cache"));
    Files.write(folder.resolve("s/cache/layer"), new byte[300]);
    Files.write(folder.resolve("s/lock"), new byte[5]);
    assertThat(Place.used(folder.resolve("s"))).isEqualTo(305);
    assertThat(Place.used(folder.resolve("none"))).isZero();
  }

  @Test
  void memoryIsReadFromTheSystemsAccount() {
    assertThat(Memory.parse("MemTotal: 9 kB\nMemAvailable:   24234800 kB\n"))
        .isEqualTo(Optional.of(24234800L << 10));
    assertThat(Memory.parse("MemTotal: 9 kB\n")).isEmpty();
    assertThat(Memory.available()).isPositive();
  }

  private static Place place(String name, String store, long free) {
    return new Place(name, Path.of("/mnt", name), store, free, true);
  }
}
