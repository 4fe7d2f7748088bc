package io.sealwright.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.engine.storage.FinalizePlan.Facts;
import io.sealwright.engine.storage.FinalizePlan.Step;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a sector to where it is kept. */
final class FinalizePlanTest {
  private static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(43));
  private static final Set<FileType> ALL =
      Set.of(FileType.CACHE, FileType.SEALED, FileType.UNSEALED);
  private static final Step.CopyCache CACHE =
      new Step.CopyCache(Purpose.PROVE.cacheFiles(SectorSize.MIB_8));

  @Test
  void theCacheFolderComesFirstAndTheSealedFileLast() {
    assertThat(plan(false, false, Set.of(), Set.of(), ALL))
        .containsExactly(
            CACHE,
            new Step.CopyFile(FileType.SEALED, 8 << 20),
            new Step.CheckSizes(),
            new Step.CheckOpenings(FinalizePlan.SAMPLED_LEAVES),
            new Step.Place(FileType.CACHE),
            new Step.Place(FileType.SEALED),
            new Step.Discard(ALL));
  }

  @Test
  void onOneFileSystemTheBigFilesAreNotCopied() {
    assertThat(plan(true, true, Set.of(), Set.of(), ALL))
        .startsWith(CACHE, new Step.LinkIn(FileType.UNSEALED), new Step.LinkIn(FileType.SEALED));
  }

  @Test
  void anInterruptedRunGoesOnFromWhatIsThere() {
    assertThat(plan(false, false, Set.of(FileType.SEALED), Set.of(FileType.CACHE), ALL))
        .containsExactly(
            new Step.CheckSizes(),
            new Step.CheckOpenings(FinalizePlan.SAMPLED_LEAVES),
            new Step.Place(FileType.SEALED),
            new Step.Discard(ALL));
  }

  @Test
  void aSealedFileInPlaceMeansAWholeSector() {
    assertThat(plan(false, false, Set.of(), Set.of(FileType.CACHE, FileType.SEALED), ALL))
        .containsExactly(new Step.Discard(ALL));
    assertThat(plan(false, false, Set.of(), Set.of(FileType.CACHE, FileType.SEALED), Set.of()))
        .isEmpty();
  }

  /** Wherever it was interrupted: nothing is placed unchecked, nothing discarded before the end. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void nothingIsPlacedUncheckedNorDiscardedEarly(boolean sameFileSystem, boolean withData) {
    for (Set<FileType> staged : subsets()) {
      for (Set<FileType> placed : subsets()) {
        List<Step> steps = plan(sameFileSystem, withData, staged, placed, ALL);
        int check = steps.indexOf(new Step.CheckOpenings(FinalizePlan.SAMPLED_LEAVES));
        for (int i = 0; i < steps.size(); i++) {
          switch (steps.get(i)) {
            case Step.Place(FileType type) -> {
              assertThat(check).isBetween(0, i - 1);
              if (type == FileType.SEALED) {
                assertThat(i).isEqualTo(steps.size() - 2);
              }
            }
            case Step.Discard _ -> assertThat(i).isEqualTo(steps.size() - 1);
            case Step.CopyFile _,
                Step.CopyCache _,
                Step.LinkIn _,
                Step.CheckSizes _,
                Step.CheckOpenings _ -> {}
          }
        }
      }
    }
  }

  @Test
  void aSectorOnItsPathIsNotMoved() {
    Facts facts =
        new Facts(SECTOR, SectorSize.MIB_8, "a", "a", false, false, Set.of(), Set.of(), ALL);
    assertThatIllegalArgumentException().isThrownBy(() -> FinalizePlan.of(facts));
  }

  private static List<Set<FileType>> subsets() {
    return List.of(
        EnumSet.noneOf(FileType.class),
        Set.of(FileType.CACHE),
        Set.of(FileType.SEALED),
        Set.of(FileType.CACHE, FileType.UNSEALED),
        Set.of(FileType.CACHE, FileType.SEALED),
        ALL);
  }

  private static List<Step> plan(
      boolean sameFileSystem,
      boolean withData,
      Set<FileType> staged,
      Set<FileType> placed,
      Set<FileType> left) {
    return FinalizePlan.of(
            new Facts(
                SECTOR,
                SectorSize.MIB_8,
                "hot",
                "cold",
                sameFileSystem,
                withData,
                staged,
                placed,
                left))
        .steps();
  }
}
