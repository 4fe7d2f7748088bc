package io.sealwright.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.storage.Listing.Entry;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and sizes of sectors' files, and where they lie. */
final class SectorSearchTest {
  private static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(43));
  private static final String NAME = "s-t01000-43";
  private static final SectorSize SIZE = SectorSize.KIB_2;
  private static final SectorSearch PROVE = new SectorSearch(SECTOR, SIZE, Purpose.PROVE);

  @Test
  void aNameIsReadAndWrittenAsLotusDoes() {
    assertThat(PathLayout.sector("s-t01000-43")).contains(SECTOR);
    assertThat(new PathLayout(Path.of("/mnt/a")).file(FileType.UPDATE_CACHE, SECTOR))
        .isEqualTo(Path.of("/mnt/a/update-cache/s-t01000-43"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s-f01000-43",
        "s-t01000-43.tmp",
        "s-t01000-043",
        "s-t001000-43",
        "s-t01000--3",
        "s-t01000-9223372036854775808",
        "fetching"
      })
  void otherNamesAreNoSectors(String name) {
    assertThat(PathLayout.sector(name)).isEmpty();
  }

  /** Spec 4.3: eight or sixteen trees for the big sizes, one file for the small ones. */
  @ParameterizedTest
  @CsvSource({"KIB_2, 1", "MIB_8, 1", "MIB_512, 1", "GIB_32, 8", "GIB_64, 16"})
  void aCacheFolderHasAsManyTreesAsItsSizeAsksFor(SectorSize size, int trees) {
    assertThat(Purpose.PROVE.cacheFiles(size)).hasSize(1 + trees).containsEntry("p_aux", 64L);
  }

  /**
   * Eleven layers, twice the data, 8/7 of it for tree-c: 14.143 sectors, and what is kept of the
   * replica's tree, of which each of the eight files has (8⁷ − 1) / 7 nodes.
   */
  @Test
  void whatACommitNeedsIsNeverMoreThanWhatIsReserved() {
    Map<String, Long> files = Purpose.COMMIT.cacheFiles(SectorSize.GIB_32);
    assertThat(files)
        .containsEntry("sc-02-data-layer-11.dat", 32L << 30)
        .containsEntry("sc-02-data-tree-r-last-7.dat", 299593L * 32);
    long needed = files.values().stream().mapToLong(Long::longValue).sum();
    assertThat(needed).isBetween(14143 * (32L << 30) / 1000 - 1000, 14146 * (32L << 30) / 1000);
    for (SectorSize size : SectorSize.values()) {
      long sum = Purpose.COMMIT.cacheFiles(size).values().stream().mapToLong(Long::longValue).sum();
      assertThat(SpaceUse.SEALING.bytes(List.of(FileType.CACHE), size)).isGreaterThanOrEqualTo(sum);
    }
  }

  @Test
  void filesAreFoundWhereverTheyLie() {
    Listing hot = new Listing("hot", List.of(cache(FileType.CACHE, SIZE)));
    Listing cold =
        new Listing(
            "cold",
            List.of(
                Entry.file(FileType.SEALED, NAME, 2048),
                Entry.file(FileType.SEALED, "s-t01000-44", 2048)));
    assertThat(PROVE.in(List.of(hot, cold)))
        .containsExactly(
            new FoundFile("hot", FileType.CACHE, true),
            new FoundFile("cold", FileType.SEALED, true));
  }

  @ParameterizedTest
  @CsvSource({
    "SEALED, 2048, true",
    "SEALED, 2047, false",
    "SEALED, 2049, false",
    "UPDATE, 2048, true",
    "UNSEALED, 2052, true",
    "UNSEALED, 2000, false",
    "PIECE, 0, false"
  })
  void aFileIsWholeByItsSize(FileType type, long bytes, boolean whole) {
    Listing listing = new Listing("a", List.of(Entry.file(type, NAME, bytes)));
    assertThat(PROVE.in(List.of(listing))).containsExactly(new FoundFile("a", type, whole));
  }

  @Test
  void aCacheFolderLacksWhateverIsShort() {
    Map<String, Long> contents = new HashMap<>(Purpose.PROVE.cacheFiles(SIZE));
    contents.put("p_aux", 63L);
    Listing listing = new Listing("a", List.of(Entry.folder(FileType.CACHE, NAME, contents)));
    assertThat(PROVE.in(List.of(listing)).getFirst().whole()).isFalse();
  }

  @Test
  void aTrimmedCacheFolderServesProvingAndNotACommit() {
    Listing listing = new Listing("a", List.of(cache(FileType.CACHE, SIZE)));
    assertThat(PROVE.in(List.of(listing)).getFirst().whole()).isTrue();
    SectorSearch commit = new SectorSearch(SECTOR, SIZE, Purpose.COMMIT);
    assertThat(commit.in(List.of(listing)).getFirst().whole()).isFalse();
  }

  /** Spec 4.3: any other name in the folder of a type makes attaching fail. */
  @Test
  void aForeignNameIsFoundBeforeAMinerTripsOverIt() {
    Entry foreign = Entry.file(FileType.SEALED, "s-t01000-43.bak", 2048);
    Listing listing =
        new Listing(
            "a",
            List.of(
                foreign,
                Entry.file(FileType.SEALED, NAME, 2048),
                Entry.folder(FileType.SEALED, "fetching", Map.of())));
    assertThat(listing.foreign()).containsExactly(foreign);
  }

  @Test
  void trashKeepsInItsNameWhatItIsAndUntilWhen() {
    TrashName name =
        new TrashName(Instant.parse("2026-03-08T00:00:00.9Z"), FileType.UPDATE_CACHE, SECTOR);
    assertThat(name.text()).isEqualTo("1772928000.update-cache.s-t01000-43");
    assertThat(TrashName.parse(name.text())).contains(name);
    assertThat(new PathLayout(Path.of("/a")).trash(name))
        .isEqualTo(Path.of("/a/.sealwright-trash/1772928000.update-cache.s-t01000-43"));
    assertThat(TrashName.parse("1772928000.update-cache")).isEmpty();
    assertThat(TrashName.parse("soon.sealed.s-t01000-43")).isEmpty();
    assertThat(TrashName.parse("1772928000.seal.s-t01000-43")).isEmpty();
  }

  private static Entry cache(FileType type, SectorSize size) {
    return Entry.folder(type, NAME, Purpose.PROVE.cacheFiles(size));
  }
}
