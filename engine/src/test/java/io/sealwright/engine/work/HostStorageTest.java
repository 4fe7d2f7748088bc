package io.sealwright.engine.work;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.storage.shared.Sight;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import io.sealwright.engine.store.CheckTable.Check;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.work.path.HostPath;
import io.sealwright.lotus.rpc.RpcJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A worker's paths as operators attach and detach them, and its part in checks. */
final class HostStorageTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:38:00Z");
  private static final Duration RARELY = Duration.ofHours(1);
  private static final StoragePath.Id SHARED = new StoragePath.Id("shared");

  @TempDir Path folder;
  private Database database;
  private final List<HostStorage> storages = new ArrayList<>();

  @BeforeEach
  void begin() throws Exception {
    database = Database.open(DatabaseAddress.memory("storage" + UUID.randomUUID()));
    HostPath.enter(folder, new HostPath.Wanted(false, true, 10), SHARED.id());
  }

  @AfterEach
  void end() {
    storages.forEach(HostStorage::close);
    database.close();
  }

  private HostStorage storage(String name, HostPath... paths) {
    Host.Name host = new Host.Name(name);
    Worker worker = new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(Map.of()), NOW);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    HostStorage storage = new HostStorage(database, host, List.of(paths), RARELY, () -> NOW);
    storages.add(storage);
    return storage;
  }

  private void say(String host, Path where, boolean wanted) {
    database
        .attachments()
        .say(new Host.Name(host), new Attachment(SHARED, where.toString(), wanted), NOW);
  }

  private List<Mount> known(String host) throws Exception {
    return database.paths().of(new Host.Name(host));
  }

  @Test
  void aPathComesAndGoesWhileTheWorkerRuns() throws Exception {
    HostStorage storage = storage("a");
    say("a", folder, true);
    storage.step();
    assertThat(known("a"))
        .singleElement()
        .satisfies(mount -> {
          assertThat(mount.folder()).isEqualTo(folder.toString());
          assertThat(mount.error()).isEmpty();
          assertThat(mount.capacity()).isPositive();
        });
    say("a", folder, false);
    assertThat(known("a")).isEmpty();
    database.paths().look(new Host.Name("a"), storage.mounts(), NOW); // On its way meanwhile.
    storage.step();
    assertThat(storage.mounts()).isEmpty();
    assertThat(known("a")).isEmpty();
  }

  @Test
  void whatWasDetachedStaysAwayThoughTheConfigurationHasIt() throws Exception {
    HostPath path = HostPath.read(folder);
    storage("a", path);
    say("a", folder, false);
    HostStorage again = storage("a", path);
    assertThat(again.mounts()).isEmpty();
    say("a", folder, true);
    again.step();
    assertThat(again.mounts()).extracting(Mount::id).containsExactly(SHARED);
  }

  @Test
  void aFolderThatIsNotThePathIsUnwellUntilItIs() throws Exception {
    Path later = folder.resolve("later");
    HostStorage storage = storage("a");
    say("a", later, true);
    storage.step();
    assertThat(known("a").getFirst().error()).contains("is no storage path");
    Files.createDirectory(later);
    HostPath.enter(later, new HostPath.Wanted(false, true, 10), "another");
    storage.step();
    assertThat(known("a").getFirst().error()).contains("is the path another now");
    Files.copy(
        folder.resolve("sectorstore.json"),
        later.resolve("sectorstore.json"),
        StandardCopyOption.REPLACE_EXISTING);
    storage.step();
    assertThat(known("a").getFirst().error()).isEmpty();
  }

  @Test
  void aPathThatGoesAwayAndOneThatIsBackAreInTheLogOnce() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(HostStorage.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
    Path later = folder.resolve("later");
    HostStorage storage = storage("a");
    say("a", later, true);
    try {
      storage.step();
      storage.step();
      storage.step();
      assertThat(messages(lines)).singleElement().asString().contains(later + " gets no work");
      Files.createDirectory(later);
      Files.copy(folder.resolve("sectorstore.json"), later.resolve("sectorstore.json"));
      storage.step();
      storage.step();
      assertThat(messages(lines)).last().asString().contains(later + " is well again");
      assertThat(messages(lines)).filteredOn(line -> line.contains("again")).hasSize(1);
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
  }

  @Test
  void whatTheDatabaseDoesNotTellIsInTheLogWhenItBeginsAndWhenItIsOver() throws Exception {
    HostStorage storage = storage("a");
    Logger logger = (Logger) LoggerFactory.getLogger(HostStorage.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      rename("attachment", "away");
      storage.step();
      storage.step();
      assertThat(messages(lines))
          .singleElement()
          .asString()
          .startsWith("what operators say of paths is not known: the database: ")
          .doesNotContain("select");
      rename("away", "attachment");
      storage.step();
      storage.step();
      assertThat(messages(lines))
          .hasSize(2)
          .last()
          .isEqualTo("what operators say of paths is known again");
    } finally {
      logger.setLevel(null);
      logger.detachAppender(lines);
    }
  }

  private void rename(String table, String other) throws Exception {
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table %s rename to %s".formatted(table, other));
    }
  }

  private static List<String> messages(ListAppender<ILoggingEvent> lines) {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void hostsOfOneFolderReadEachOthersMarksAndThoseOfACopyDoNot() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    HostPath.enter(copy, new HostPath.Wanted(false, true, 10), SHARED.id());
    Files.createDirectories(folder.resolve("sealed"));
    Path old = Files.writeString(folder.resolve("sealed/s-t01000-3"), "x");
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(1))));
    Path young = Files.writeString(folder.resolve("sealed/s-t01000-4"), "x");
    Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofMinutes(1))));
    HostStorage a = storage("a", HostPath.read(folder));
    HostStorage b = storage("b", HostPath.read(folder));
    HostStorage c = storage("c", HostPath.read(copy));
    UUID id = UUID.randomUUID();
    database.checks().begin(new Check(id, NOW, NOW.plusSeconds(60)));
    a.step();
    b.step();
    c.step();
    a.step();
    Map<String, Sight> sights = await(id);
    Sight first = requireNonNull(sights.get("a"));
    Sight second = requireNonNull(sights.get("b"));
    Sight third = requireNonNull(sights.get("c"));
    assertThat(first.seen()).containsExactly("a", "b");
    assertThat(second.seen()).containsExactly("a", "b");
    assertThat(third.seen()).containsExactly("c");
    assertThat(first.names()).isOne();
    assertThat(first.young()).isOne();
    assertThat(first.digest()).isEqualTo(second.digest()).isNotEqualTo(third.digest());

    database.checks().end(id, NOW);
    for (int i = 0; i < 300 && Files.exists(folder.resolve(".sealwright-check")); i++) {
      Thread.sleep(20);
    }
    assertThat(folder.resolve(".sealwright-check")).doesNotExist();
  }

  private Map<String, Sight> await(UUID id) throws Exception {
    Map<String, Sight> sights = Map.of();
    for (int i = 0; i < 500; i++) {
      Map<String, Sight> now = new HashMap<>();
      for (String report : database.checks().reports(id)) {
        Sight sight = Sight.FORM.decode(RpcJson.parse(report));
        now.put(sight.host(), sight);
      }
      sights = now;
      if (now.size() == 3
          && now.values().stream().mapToInt(sight -> sight.seen().size()).sum() == 5) {
        return sights;
      }
      Thread.sleep(20);
    }
    return sights;
  }
}
