package io.sealwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.sealwright.app.RealProgram.Ended;
import io.sealwright.app.RealProgram.Running;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.NeedTable;
import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.H2Server;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker as operators run it, beside a database that this process serves. */
final class WorkerRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);

  @TempDir Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("bench"));
    Files.createDirectories(folder.resolve("no-keys"));
  }

  private RealProgram program() {
    return RealProgram.forTinySectors(folder);
  }

  private void configure(String database) throws IOException {
    Files.writeString(
        folder.resolve("worker.toml"),
        """
        [miner]
        data = "data"
        [database]
        %s
        [worker]
        name = "one"
        host = "here"
        [[storage]]
        path = "bench"
        [scheduler]
        poll = "50ms"
        stop-limit = "1s"
        [proving]
        parameters = "no-keys"
        [health]
        worker-listen = "127.0.0.1:0"
        """
            .formatted(database));
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("the end of patience").isBefore(end);
      Thread.sleep(50);
    }
  }

  @Test
  void doesTasksAndLeavesWhenItIsToldToEnd() throws Exception {
    DatabaseAddress file = DatabaseAddress.file(folder.resolve("db/cluster"), "sealwright", "");
    try (Database database = Database.open(file);
        H2Server server = H2Server.start(folder.resolve("db"), 0, false)) {
      configure("url = \"%s\"".formatted(server.address("cluster", "sealwright", "").url()));
      try (Running running = program().start("worker", "run", "--config", "worker.toml")) {
        until(() -> !running.process().isAlive() || !database.hosts().workers().isEmpty());
        assertThat(running.process().isAlive()).as(Files.readString(running.err())).isTrue();
        assertThat(database.hosts().workers().getFirst().worker().name()).isEqualTo("one");
        assertThat(database.hosts().workers().getFirst().worker().proves()).isEmpty();
        assertThat(folder.resolve("bench/sectorstore.json"))
            .content()
            .contains("\"CanSeal\": true");
        SectorId sector = packed(database);
        assertThat(database.sectors().find(sector).orElseThrow().state())
            .isInstanceOf(SectorState.GetTicket.class);
        until(() -> Files.readString(running.out(), UTF_8).contains("health: "));
        String address = Files.readString(running.out(), UTF_8).strip().substring(8);
        try (HttpClient client = HttpClient.newHttpClient()) {
          HttpResponse<String> health =
              client.send(
                  HttpRequest.newBuilder(URI.create(address)).build(),
                  HttpResponse.BodyHandlers.ofString());
          assertThat(health.body()).contains("\"status\":\"well\"", "tasks running: 0");
        }
        Ended second = program().run("worker", "run", "--config", "worker.toml");
        assertThat(second.code()).isEqualTo(3);
        assertThat(second.errors()).singleElement().asString().contains("another worker works in");

        running.process().destroy();
        Ended ended = running.end();
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err().lines().filter(line -> !line.contains("incubator modules")))
            .singleElement(STRING)
            .contains("there are no parameters", "no-keys: it is given no C2");
      }
      assertThat(database.hosts().workers()).isEmpty();
      assertThat(folder.resolve("data/log/worker-one.log"))
          .content()
          .contains("AP of", "is done", "worker-one has ended");
    }
  }

  /** Long before it would count as silent. */
  @Test
  void aWorkerThatWasKilledIsReplacedByItsNextStart() throws Exception {
    DatabaseAddress file = DatabaseAddress.file(folder.resolve("db/cluster"), "sealwright", "");
    try (Database database = Database.open(file);
        H2Server server = H2Server.start(folder.resolve("db"), 0, false)) {
      configure("url = \"%s\"".formatted(server.address("cluster", "sealwright", "").url()));
      Worker killed;
      try (Running running = program().start("worker", "run", "--config", "worker.toml")) {
        until(() -> Files.readString(running.out(), UTF_8).contains("health: "));
        killed = database.hosts().workers().getFirst().worker();
        running.process().destroyForcibly().waitFor();
      }
      assertThat(database.hosts().workers()).hasSize(1);
      try (Running running = program().start("worker", "run", "--config", "worker.toml")) {
        until(() -> Files.readString(running.out(), UTF_8).contains("health: "));
        assertThat(database.hosts().workers())
            .singleElement()
            .satisfies(listed -> {
              assertThat(listed.worker().id()).isNotEqualTo(killed.id());
              assertThat(listed.worker().name()).isEqualTo("one");
            });
      }
    }
  }

  /** Has the worker pack a sector. */
  private static SectorId packed(Database database) throws Exception {
    SectorId sector =
        database
            .sectors()
            .pledge(
                new Pledge(new MinerId(1000), PROOF, new EpochSpan(540 * 2880)),
                new SectorNumber(1),
                Instant.now());
    database
        .tasks()
        .want(
            new TaskTable.Wanted(TaskType.AP, sector, PROOF, 0, Set.of()),
            database.sectors().find(sector).orElseThrow(),
            UUID.randomUUID(),
            Instant.now());
    Planner planner =
        new Planner(
            new Rules(
                NeedTable.OWN,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofHours(1)));
    Dispatcher dispatcher =
        new Dispatcher(
            database,
            planner,
            Duration.ofMinutes(30),
            UnaryOperator.identity(),
            InstantSource.system());
    until(() -> {
      dispatcher.step();
      return database.tasks().all().isEmpty();
    });
    return sector;
  }

  /**
   * Somebody holds the worker's row, so that it cannot leave for as long as a lock is waited for.
   */
  @Test
  void endsAtOnceOnASecondSignal() throws Exception {
    DatabaseAddress file = DatabaseAddress.file(folder.resolve("db/cluster"), "sealwright", "");
    Path log = folder.resolve("data/log/worker-one.log");
    try (Database database = Database.open(file);
        H2Server server = H2Server.start(folder.resolve("db"), 0, false)) {
      configure("url = \"%s\"".formatted(server.address("cluster", "sealwright", "").url()));
      try (Running running = program().start("worker", "run", "--config", "worker.toml")) {
        until(() -> Files.readString(running.out(), UTF_8).contains("health: "));
        try (Connection holder = database.connections().getConnection();
            Statement statement = holder.createStatement()) {
          holder.setAutoCommit(false);
          statement.executeQuery("select * from worker for update");
          running.process().destroy();
          until(() -> Files.readString(log).contains("worker-one ends"));
          running.process().destroy();
          assertThat(running.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
          holder.rollback();
        }
        assertThat(running.process().exitValue()).isEqualTo(130);
        assertThat(Files.readString(log)).doesNotContain("worker-one has ended");
      }
    }
  }

  @Test
  void refusesAPathThatSaysOtherThanTheConfiguration() throws Exception {
    DatabaseAddress file = DatabaseAddress.file(folder.resolve("db/cluster"), "sealwright", "");
    try (Database _ = Database.open(file);
        H2Server server = H2Server.start(folder.resolve("db"), 0, false)) {
      configure("url = \"%s\"".formatted(server.address("cluster", "sealwright", "").url()));
      String mark =
          """
          {"ID": "a", "Weight": 10, "CanSeal": true, "CanStore": false, "MaxStorage": 0}
          """;
      Files.writeString(folder.resolve("bench/sectorstore.json"), mark);
      Ended ended = program().run("worker", "run", "--config", "worker.toml");
      assertThat(ended.code()).isEqualTo(3);
      assertThat(ended.errors())
          .singleElement()
          .asString()
          .contains("store=false", "where", "store=true");
      assertThat(folder.resolve("bench/sectorstore.json")).hasContent(mark);
    }
  }

  @Test
  void refusesADatabaseThatNobodyServes() throws Exception {
    configure("");
    Ended none = program().run("worker", "run", "--config", "worker.toml");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.errors()).singleElement().asString().contains("database.url");
    configure("url = \"jdbc:h2:tcp://127.0.0.1:1/./cluster\"");
    Ended silent = program().run("worker", "run", "--config", "worker.toml");
    assertThat(silent.code()).isEqualTo(4);
  }
}
