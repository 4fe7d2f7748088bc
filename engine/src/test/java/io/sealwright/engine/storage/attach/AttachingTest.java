package io.sealwright.engine.storage.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.storage.attach.Attaching.Mounted;
import io.sealwright.engine.storage.attach.Objection.Kind;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What speaks against attaching a folder, and what keeps a path. */
final class AttachingTest {
  private static final MinerId MINER = new MinerId(1000);
  private static final FolderFacts EMPTY =
      new FolderFacts("/mnt/a", true, Optional.empty(), List.of(), List.of(), Set.of());
  private static final FolderFacts PATH =
      new FolderFacts(
          "/mnt/a", true, Optional.of("one"), List.of("sealed"), List.of(), Set.of(MINER));

  private static List<Kind> kinds(FolderFacts facts, boolean init, Mounted... mounted) {
    return new Attaching(facts, init, MINER, List.of("p1-1"))
        .objections(List.of(mounted), Set.of("p1-1", "p1-2")).stream()
            .map(Objection::kind)
            .toList();
  }

  private static SectorId sector(long number) {
    return new SectorId(MINER, new SectorNumber(number));
  }

  @Test
  void anEmptyFolderBecomesAPathAndAPathIsTakenAsItIs() {
    assertThat(kinds(EMPTY, true)).isEmpty();
    assertThat(kinds(PATH, false)).isEmpty();
    assertThat(kinds(PATH, false, new Mounted("one", "p1-2", "/mnt/a"))).isEmpty();
  }

  @Test
  void whatIsMissingAndWhatIsThereAlreadyIsRefused() {
    assertThat(kinds(FolderFacts.absent("/mnt/a"), true)).containsExactly(Kind.ABSENT);
    assertThat(kinds(EMPTY, false)).containsExactly(Kind.NO_PATH);
    assertThat(kinds(PATH, true)).containsExactly(Kind.IS_PATH, Kind.NOT_EMPTY);
    assertThat(kinds(PATH, false, new Mounted("one", "p1-1", "/mnt/a")))
        .containsExactly(Kind.ATTACHED);
    assertThat(kinds(PATH, false, new Mounted("one", "p1-1", "/mnt/b")))
        .containsExactly(Kind.ID_ELSEWHERE);
    assertThat(kinds(PATH, false, new Mounted("two", "p1-1", "/mnt/a")))
        .containsExactly(Kind.OTHER_PATH_THERE);
  }

  @Test
  void aHostThatIsNotThereIsRefusedWithTheOthersThatSpeakAgainstIt() {
    assertThat(
            new Attaching(EMPTY, false, MINER, List.of("p1-1", "p1-9"))
                .objections(List.of(), Set.of("p1-1")))
        .containsExactly(
            new Objection(Kind.UNKNOWN_HOST, List.of("p1-9")),
            new Objection(Kind.NO_PATH, List.of("/mnt/a")));
  }

  @Test
  void onlyWhatAnOperatorCanKnowBetterIsLiftedByAReason() {
    FolderFacts strange =
        new FolderFacts(
            "/mnt/a",
            true,
            Optional.empty(),
            List.of("holidays"),
            List.of("sealed/notes.txt"),
            Set.of(MINER, new MinerId(2000)));
    List<Objection> objections =
        new Attaching(strange, true, MINER, List.of("p1-1")).objections(List.of(), Set.of("p1-1"));
    assertThat(objections)
        .containsExactly(
            new Objection(Kind.FOREIGN_NAMES, List.of("sealed/notes.txt")),
            new Objection(Kind.OTHER_MINER, List.of("f02000")),
            new Objection(Kind.NOT_EMPTY, List.of("holidays")));
    assertThat(objections.stream().filter(some -> some.kind().isLiftedByReason()))
        .extracting(Objection::kind)
        .containsExactly(Kind.OTHER_MINER, Kind.NOT_EMPTY);
  }

  @Test
  void aPathIsKeptByTheOnlyCopiesReservationsAndWork() {
    Detaching last =
        new Detaching(
            true,
            List.of(sector(1), sector(2)),
            Set.of(sector(2)),
            List.of(),
            List.of(sector(3)),
            List.of(sector(4)));
    assertThat(last.holds())
        .containsExactly(
            Hold.of(Hold.Kind.AT_WORK, sector(4)),
            Hold.of(Hold.Kind.ONLY_COPY, sector(1)),
            Hold.of(Hold.Kind.RESERVED, sector(3)));
    Detaching shared =
        new Detaching(false, last.here(), Set.of(), List.of(), last.reserved(), last.working());
    assertThat(shared.holds()).containsExactly(Hold.of(Hold.Kind.AT_WORK, sector(4)));
    assertThat(Hold.Kind.AT_WORK.isLiftedByReason()).isFalse();
  }

  /** Sealed and cache are bits 2 and 4: a sector whose cache alone is elsewhere has no copy. */
  @Test
  void aLotusMinersPathIsKeptByFilesThatNoOtherPathHas() {
    Map<String, Map<SectorId, Long>> files =
        Map.of(
            "one", Map.of(sector(1), 6L, sector(2), 6L, sector(3), 4L),
            "two", Map.of(sector(2), 4L, sector(3), 7L));
    assertThat(Detaching.ofLotus("one", files, 4096, Set.of(sector(3), sector(9))))
        .containsExactly(
            Hold.of(Hold.Kind.AT_WORK, sector(3)),
            Hold.of(Hold.Kind.ONLY_COPY, sector(1)),
            Hold.of(Hold.Kind.ONLY_COPY, sector(2)),
            new Hold(Hold.Kind.RESERVED, Optional.empty()));
    assertThat(Detaching.ofLotus("three", files, 0, Set.of())).isEmpty();
  }
}
