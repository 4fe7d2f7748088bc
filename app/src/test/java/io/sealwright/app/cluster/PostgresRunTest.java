package io.sealwright.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.TaskTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two hosts on PostgreSQL. */
final class PostgresRunTest {
  private static final List<String> WORKERS = List.of("east-1", "east-2", "west-1", "west-2");
  private static final int SECTORS = 5;
  private static final Pattern DONE = Pattern.compile("(\\w+ of \\S+) is done");

  @TempDir Path folder;

  /** A worker that is frozen with a task it has begun. */
  private record Frozen(String worker, TaskTable.Row row) {
    /** How its log names the task. */
    String task() {
      return row.task().type() + " of " + row.task().sector();
    }
  }

  @Test
  void oneWorkerDiesAndOneSleepsPastItsLeaseAndEverySectorIsProvenOnce() throws Exception {
    Optional<EmbeddedPostgres> server = server();
    if (server.isEmpty()) {
      return;
    }
    try (EmbeddedPostgres postgres = server.get()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      String lines = "url = \"" + url + "\"\nuser = \"postgres\"";
      try (ClusterProcesses cluster = ClusterProcesses.begin(folder, lines, "2k");
          Database database = Database.open(new DatabaseAddress(url, "postgres", ""))) {
        cluster.startMiner();
        for (String worker : WORKERS) {
          cluster.startWorker(worker);
        }
        cluster.awaitUp(ClusterProcesses.MINER);
        cluster.until("all workers are listed", () -> database.hosts().workers().size() == 4);
        cluster.pledge(SECTORS);
        run(cluster, database);
      }
    }
  }

  private static Optional<EmbeddedPostgres> server() {
    try {
      return Optional.of(EmbeddedPostgres.builder().start());
    } catch (IOException | RuntimeException e) {
      System.out.println("PostgreSQL cannot be started here: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void run(ClusterProcesses cluster, Database database) throws Exception {
    Set<String> living = new TreeSet<>(WORKERS);
    Frozen sleeper = freezeAtWork(cluster, database, living);
    living.remove(sleeper.worker());
    Frozen killed = freezeAtWork(cluster, database, living);
    living.remove(killed.worker());
    cluster.kill(killed.worker());

    cluster.until("the sleeper's task is taken back", () -> !isHeld(database, sleeper));
    cluster.wake(sleeper.worker());
    cluster.until("the sleeper has learned it", () -> hasLost(cluster, sleeper));
    cluster.until(
        "every sector is proven",
        () ->
            database.sectors().all().stream()
                .allMatch(sector -> sector.state() instanceof SectorState.Proving));
    living.add(sleeper.worker());
    for (String worker : living) {
      cluster.end(worker);
    }
    cluster.end(ClusterProcesses.MINER);

    FinalAccount account = new FinalAccount(folder, database);
    account.requireEverySector(SECTORS);
    account.requireNoOrphan(ClusterProcesses.EAST, ClusterProcesses.WEST);
    account.requireNothingSentTwice(cluster.chain().apiInfo());
    requireEachDoneOnce(cluster);
    assertThat(database.tasks().all()).isEmpty();
  }

  /** Catches one of some workers in the middle of a task, with no transaction open. */
  private static Frozen freezeAtWork(ClusterProcesses cluster, Database database, Set<String> among)
      throws Exception {
    Frozen[] caught = new Frozen[1];
    cluster.until(
        "a worker is at work",
        () -> {
          Optional<Frozen> busy = busy(database, among);
          if (busy.isEmpty()) {
            return false;
          }
          cluster.freeze(busy.get().worker());
          if (isHeld(database, busy.get())
              && isUnlocked(database, busy.get())
              && hasBegun(cluster, busy.get())) {
            caught[0] = busy.get();
            return true;
          }
          cluster.wake(busy.get().worker());
          return false;
        });
    return caught[0];
  }

  private static Optional<Frozen> busy(Database database, Set<String> among) {
    for (var listed : database.hosts().workers()) {
      Worker.Id id = listed.worker().id();
      if (among.contains(listed.worker().name())) {
        for (TaskTable.Row row : database.tasks().all()) {
          if (row.lease().filter(lease -> lease.worker().equals(id)).isPresent()) {
            return Optional.of(new Frozen(listed.worker().name(), row));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isHeld(Database database, Frozen frozen) {
    return database
        .tasks()
        .find(frozen.row().task().id())
        .filter(now -> now.lease().isPresent())
        .filter(now -> now.task().token().equals(frozen.row().task().token()))
        .isPresent();
  }

  private static boolean isUnlocked(Database database, Frozen frozen) throws Exception {
    try (Connection connection = database.connections().getConnection();
        PreparedStatement lock =
            connection.prepareStatement("select 1 from task where id = ? for update skip locked")) {
      lock.setObject(1, frozen.row().task().id().id());
      return lock.executeQuery().next();
    }
  }

  private static boolean hasBegun(ClusterProcesses cluster, Frozen frozen) throws IOException {
    return cluster
        .log(frozen.worker())
        .lines()
        .filter(line -> line.contains(" " + frozen.task() + " "))
        .reduce((_, last) -> last)
        .filter(last -> last.endsWith(" begins"))
        .isPresent();
  }

  private static boolean hasLost(ClusterProcesses cluster, Frozen frozen) throws IOException {
    String log = cluster.log(frozen.worker());
    return log.contains("task " + frozen.row().task().id() + " was taken away")
        || log.contains("task " + frozen.row().task().id() + " is not held");
  }

  private static void requireEachDoneOnce(ClusterProcesses cluster) throws IOException {
    Set<String> done = new HashSet<>();
    for (String worker : WORKERS) {
      DONE.matcher(cluster.log(worker))
          .results()
          .forEach(task -> assertThat(done.add(task.group(1))).as(task.group(1)).isTrue());
    }
    assertThat(done).hasSizeGreaterThan(SECTORS * 6);
  }
}
