package io.sealwright.engine.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.FileFacts;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.Purpose;
import io.sealwright.engine.storage.SectorSearch;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one host can say of files on the paths of a cluster. */
final class PathFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Host.Name HERE = new Host.Name("here");
  private static final Host.Name THERE = new Host.Name("there");
  private static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(43));

  @TempDir private Path folder;
  private Database database;
  private PathFiles files;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(DatabaseAddress.memory("files" + UUID.randomUUID()));
    for (Host.Name host : List.of(HERE, THERE)) {
      Worker worker = new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(Map.of()), NOW);
      database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    }
    files = new PathFiles(database.paths(), HERE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Mount path(String id) throws IOException {
    return RealWorker.path(folder.resolve(id), new StoragePath.Id(id), Role.STORE);
  }

  private PathFiles.Seen look(String... gone) {
    SectorSearch search = new SectorSearch(SECTOR, SectorSize.KIB_2, Purpose.PROVE);
    return files.of(search, Optional.empty(), Set.of(gone));
  }

  private Set<String> unreachableFrom(String place, String... gone) {
    SectorSearch search = new SectorSearch(SECTOR, SectorSize.KIB_2, Purpose.PROVE);
    return files.of(search, Optional.of(place), Set.of(gone)).unreachable();
  }

  private static Mount elsewhere(String id, Role role) {
    return new Mount(new StoragePath.Id(id), "/nowhere", Set.of(role), 10, 0, 0, 0, 0, "");
  }

  /** Its record may name a path that a restored database has never heard of. */
  @Test
  void thePathOfARecordIsLookedAtAndOfTheOthersThoseThatSectorsStayOn() throws Exception {
    database.paths().look(HERE, List.of(path("store")), NOW);
    database
        .paths()
        .look(THERE, List.of(elsewhere("work", Role.SEAL), elsewhere("archive", Role.STORE)), NOW);
    assertThat(look().unreachable()).containsExactlyInAnyOrder("work", "archive");
    assertThat(unreachableFrom("store")).containsExactly("archive");
    assertThat(unreachableFrom("work", "archive")).containsExactly("work");
    assertThat(unreachableFrom("forgotten", "archive")).containsExactly("forgotten");
    assertThat(unreachableFrom("forgotten", "archive", "forgotten")).isEmpty();
  }

  private Path sealed(String id) throws IOException {
    Path file = new PathLayout(folder.resolve(id)).file(FileType.SEALED, SECTOR);
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, new byte[2048]);
  }

  @Test
  void aPathThatIsSilentOrElsewhereIsUnknownUntilSomebodyVouchesForIt() throws Exception {
    Mount well = path("well");
    Mount silent = path("silent");
    Mount unmounted = path("unmounted");
    Mount shared = path("shared");
    database.paths().look(HERE, List.of(well, unmounted), NOW);
    database
        .paths()
        .look(
            HERE,
            List.of(
                new Mount(
                    silent.id(), silent.folder(), silent.roles(), 10, 0, 0, 0, 0, "no answer")),
            NOW);
    Files.delete(folder.resolve("unmounted/sectorstore.json"));
    database.paths().look(THERE, List.of(shared), NOW);
    database
        .paths()
        .look(
            THERE,
            List.of(
                new Mount(new StoragePath.Id("far"), "/nowhere", well.roles(), 10, 0, 0, 0, 0, "")),
            NOW);
    sealed("silent");
    sealed("shared");

    PathFiles.Seen seen = look();
    assertThat(seen.found()).containsExactly(new FoundFile("shared", FileType.SEALED, true));
    assertThat(seen.unreachable()).containsExactlyInAnyOrder("silent", "unmounted", "far");
    assertThat(look("far", "unmounted").unreachable()).containsExactly("silent");
  }

  /** A disk that fails may still give its sectorstore.json; here a link that leads nowhere. */
  @Test
  void aPathWhoseFilesCannotBeLookedAtIsUnknown() throws Exception {
    database.paths().look(HERE, List.of(path("broken")), NOW);
    Files.createSymbolicLink(folder.resolve("broken/sealed"), Path.of("sealed"));
    assertThat(look().unreachable()).containsExactly("broken");
  }

  @Test
  void whatIsDiscardedLiesInTheTrashAndComesBack() throws Exception {
    database.paths().look(HERE, List.of(path("store")), NOW);
    Path file = sealed("store");
    files.discard(facts(), NOW);
    assertThat(file).doesNotExist();
    assertThat(look().found()).isEmpty();
    assertThat(look().trashed())
        .extracting(trashed -> trashed.name().until())
        .containsExactly(Instant.parse("2026-12-03T12:00:00Z"));

    sealed("store");
    files.restore(SECTOR, "store", look().trashed());
    assertThat(look().found()).containsExactly(new FoundFile("store", FileType.SEALED, true));
    assertThat(look().trashed()).as("what was in its place").hasSize(1);
    assertThatThrownBy(() -> files.restore(SECTOR, "far", List.of()))
        .isInstanceOf(IOException.class);
  }

  private SectorFacts facts() {
    Epoch head = new Epoch(5_000);
    PathFiles.Seen seen = look();
    return new SectorFacts(
        SECTOR,
        head,
        new ChainStanding.Ended(ChainStanding.Ending.TERMINATED, new Epoch(1)),
        Set.of(),
        new LocalRecord.Absent(),
        new FileFacts(seen.found(), seen.trashed(), Set.of(), Optional.empty(), Set.of(), false),
        List.of(),
        new Recovery.Impossible("it has ended"));
  }
}
