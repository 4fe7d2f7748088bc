package io.sealwright.engine.store;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.Lease;
import io.sealwright.engine.schedule.Plan;
import io.sealwright.engine.schedule.RunningTask;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.WaitingTask;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The work that is to be done, and who does it. A sector has one task of a type at most. */
public final class TaskTable {
  private static final String COLUMNS =
      "id, type, miner, number, proof, priority, since, inputs, token, worker, started, expires,"
          + " failures, not_before";

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 6;

  private final Jdbi jdbi;

  TaskTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Work on a sector that is wanted. */
  public record Wanted(
      TaskType type, SectorId sector, SealProof proof, long priority, Set<StoragePath.Id> inputs) {
    public Wanted {
      inputs = Set.copyOf(inputs);
    }
  }

  /** A task as it stands: running if it has a lease. */
  public record Row(
      WaitingTask task, Optional<Lease> lease, Optional<Instant> started, int failures) {
    Optional<RunningTask> running() {
      return lease.map(
          held -> new RunningTask(task.id(), task.type(), task.sector(), task.proof(), held));
    }
  }

  /** Changes files by renaming them, and may be done again when it was done before. */
  @FunctionalInterface
  public interface Renames {
    /**
     * All of them.
     *
     * @param look called before each; it throws when the transaction is over, as that of a process
     *     that was frozen: the task may be another's, and its files in place
     */
    void apply(Runnable look) throws IOException;
  }

  /**
   * What ends a task.
   *
   * @param openings what C1 made
   */
  public record Result(Renames renames, Optional<ByteString> openings, SectorEvent event) {}

  /** What a publication throws out of its transaction. */
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abandoned(Exception cause) {
      super(cause);
    }
  }

  /**
   * Makes this the one task of its sector; whoever runs another of the sector loses his right to
   * publish. Changes nothing if it is so already, or if anything has happened to the sector since
   * it was seen: a recovery that has ended meanwhile may have left its state as it was.
   */
  public void want(Wanted wanted, StoredSector seen, UUID id, Instant now) {
    jdbi.useTransaction(handle -> {
      List<Row> tasks = ofSector(handle, wanted.sector());
      if (!SectorTable.isAsSeen(handle, seen)) {
        return;
      }
      for (Row row : tasks) {
        if (row.task().type() != wanted.type()) {
          drop(handle, row.task().id());
        }
      }
      if (tasks.stream().noneMatch(row -> row.task().type() == wanted.type())) {
        insert(handle, wanted, id, now);
      }
    });
  }

  /**
   * Renames files of a sector that nobody works on, and on which nobody can begin to work before
   * that is done.
   *
   * @return false if it is not in the state any more, or has a task that makes files
   */
  public boolean whileIdle(SectorId sector, SectorState state, Renames renames) throws IOException {
    try {
      return jdbi.inTransaction(handle -> {
        boolean idle =
            ofSector(handle, sector).stream().allMatch(row -> row.task().type() == TaskType.AP)
                && SectorTable.isIn(handle, sector, state);
        if (idle) {
          rename(handle, renames);
        }
        return idle;
      });
    } catch (Abandoned e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw e;
    }
  }

  private static void insert(Handle handle, Wanted wanted, UUID id, Instant now) {
    Statements.bind(
            handle.createUpdate(
                "insert into task (id, type, miner, number, proof, priority, since, inputs, token)"
                    + " values (:id, :type, :miner, :number, :proof, :priority, :since, :inputs,"
                    + " 0)"),
            wanted.sector())
        .bind("id", id)
        .bind("type", wanted.type().name())
        .bind("proof", wanted.proof().number())
        .bind("priority", wanted.priority())
        .bind("since", now.toEpochMilli())
        .bind("inputs", text(wanted.inputs()))
        .execute();
  }

  public List<Row> all() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select " + COLUMNS + " from task order by since, id")
            .map((row, _) -> read(row))
            .list());
  }

  public Optional<Row> find(TaskId id) {
    return jdbi.withHandle(handle -> find(handle, id, ""));
  }

  private static Optional<Row> find(Handle handle, TaskId id, String lock) {
    return handle
        .createQuery("select " + COLUMNS + " from task where id = :id" + lock)
        .bind("id", id.id())
        .map((row, _) -> read(row))
        .findOne();
  }

  static List<Row> ofSector(Handle handle, SectorId sector) {
    String query = "select " + COLUMNS + " from task" + Statements.OF_SECTOR + " for update";
    return Statements.bind(handle.createQuery(query), sector).map((row, _) -> read(row)).list();
  }

  /**
   * Gives a task to a worker, with the space it needs; the carrier's row is written in the same
   * transaction, so that neither is there without the other.
   *
   * @return false if the task is not what the plan was made for any more
   */
  public boolean assign(Plan.Assignment assignment, Instant now) {
    WaitingTask task = assignment.task();
    Lease lease = assignment.lease();
    return jdbi.inTransaction(handle -> {
      int changed =
          handle
              .createUpdate(
                  "update task set worker = :worker, token = :token, started = :now,"
                      + " expires = :expires where id = :id and worker is null and token = :before")
              .bind("worker", lease.worker().id())
              .bind("token", lease.token().number())
              .bind("now", now.toEpochMilli())
              .bind("expires", lease.expires().toEpochMilli())
              .bind("id", task.id().id())
              .bind("before", task.token().number())
              .execute();
      if (changed == 0) {
        return false;
      }
      assignment.reservation().ifPresent(space -> PathTable.reserve(handle, space));
      if (task.type() == TaskType.PC1) {
        HostTable.startPhase1(handle, lease.worker(), now);
      }
      Carrier.hand(handle, task.type(), task.id(), lease, now);
      return true;
    });
  }

  /**
   * Holds for longer what a worker does, and what it was given and has not begun: while it tidies
   * up after one task it has no hand for the next.
   *
   * @return those that are not his any more, be it that he has got one of them anew
   */
  public List<Handed> renew(Worker.Id worker, Collection<Handed> running, Instant until) {
    return jdbi.inTransaction(handle -> {
      renewWaiting(handle, worker, until);
      return running.stream().filter(task -> !renew(handle, worker, task, until)).toList();
    });
  }

  private static boolean renew(Handle handle, Worker.Id worker, Handed task, Instant until) {
    return handle
            .createUpdate(
                "update task set expires = greatest(expires, :until)"
                    + " where id = :id and worker = :worker and token = :token")
            .bind("until", until.toEpochMilli())
            .bind("id", task.task().id())
            .bind("worker", worker.id())
            .bind("token", task.token().number())
            .execute()
        > 0;
  }

  /** One that was begun and is not done any more is left to its lease. */
  private static void renewWaiting(Handle handle, Worker.Id worker, Instant until) {
    handle
        .createUpdate(
            "update task set expires = greatest(expires, :until) where worker = :worker and "
                + Carrier.NOT_BEGUN)
        .bind("until", until.toEpochMilli())
        .bind("worker", worker.id())
        .execute();
  }

  /**
   * Holds every task that a worker has until then at least, as if he had renewed it. One that
   * somebody is just publishing is left as it is.
   */
  public void holdAll(Instant until) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "update task set expires = greatest(expires, :until) where id in"
                    + " (select id from task where expires is not null for update skip locked)")
            .bind("until", until.toEpochMilli())
            .execute());
  }

  /**
   * Takes tasks whose lease is over from their workers. One that somebody is just publishing is
   * left to him.
   */
  public List<Row> takeBack(Instant now) {
    return jdbi.inTransaction(handle -> {
      List<Row> over =
          handle
              .createQuery(
                  "select " + COLUMNS + " from task where expires <= :now for update skip locked")
              .bind("now", now.toEpochMilli())
              .map((row, _) -> read(row))
              .list();
      over.forEach(row -> release(handle, row.task().id()));
      return over;
    });
  }

  /** Gives a task back unfinished: its worker stops. */
  public void giveBack(TaskId id, FencingToken token) {
    jdbi.useTransaction(handle -> {
      find(handle, id, " for update")
          .filter(row -> row.task().token().equals(token))
          .ifPresent(_ -> release(handle, id));
    });
  }

  /**
   * Gives back what a worker has that works no more. Nobody holds it then, and the next who gets it
   * has a token of his own, so what the worker made cannot be published.
   *
   * @return how many tasks
   */
  public int giveBackAll(Worker.Id worker) {
    return jdbi.inTransaction(handle -> {
      List<Row> his =
          handle
              .createQuery("select " + COLUMNS + " from task where worker = :worker for update")
              .bind("worker", worker.id())
              .map((row, _) -> read(row))
              .list();
      his.forEach(row -> release(handle, row.task().id()));
      return his.size();
    });
  }

  /**
   * Gives a task back that failed and changed no state: it is not given out again before a pause,
   * which doubles each time.
   */
  public void fail(TaskId id, FencingToken token, Instant now) {
    jdbi.useTransaction(handle -> {
      Optional<Row> mine =
          find(handle, id, " for update").filter(row -> row.task().token().equals(token));
      if (mine.isPresent()) {
        release(handle, id);
        int failures = mine.get().failures() + 1;
        handle
            .createUpdate(
                "update task set failures = :failures, not_before = :before where id = :id")
            .bind("failures", failures)
            .bind("before", now.plus(pause(failures)).toEpochMilli())
            .bind("id", id.id())
            .execute();
      }
    });
  }

  private static Duration pause(int failures) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static void release(Handle handle, TaskId id) {
    Carrier.take(handle, id);
    handle
        .createUpdate(
            "update task set worker = null, started = null, expires = null where id = :id")
        .bind("id", id.id())
        .execute();
  }

  /** Forgets a task that its sector does not wait for; whoever runs it cannot publish. */
  public void forget(TaskId id) {
    jdbi.useTransaction(handle -> drop(handle, id));
  }

  static void drop(Handle handle, TaskId id) {
    Carrier.take(handle, id);
    handle.createUpdate("delete from task where id = :id").bind("id", id.id()).execute();
  }

  /** Whether a task is still the bearer's. */
  public boolean isHeld(TaskId id, FencingToken token, Instant now) {
    return find(id).filter(row -> mayPublish(row, token, now)).isPresent();
  }

  private static boolean mayPublish(Row row, FencingToken token, Instant now) {
    return row.lease().filter(lease -> lease.mayPublish(token, now)).isPresent();
  }

  /**
   * Ends a task with its result: behind the fence the files are renamed, the event is carried out,
   * and the task is gone, or nothing of it happened but renames, which may be done again.
   *
   * @param basis what was known of the sector when the work began: a result for another ticket, or
   *     another seed, is none of it
   * @throws FenceLost if the task is not the bearer's any more, or its sector has moved on; nothing
   *     was renamed
   */
  public void publish(
      TaskId id, FencingToken token, Evidence basis, Result result, InstantSource clock)
      throws FenceLost, IOException {
    SectorEvent event = result.event;
    try {
      jdbi.useTransaction(handle -> {
        Optional<Row> found = find(handle, id, " for update");
        Instant now = clock.instant(); // After the lock, which may have to be waited for.
        Row row =
            found
                .filter(some -> mayPublish(some, token, now))
                .orElseThrow(() -> new Abandoned(new FenceLost("task " + id + " is not held")));
        SectorId sector = row.task().sector();
        SectorTable.objection(handle, sector, basis, event)
            .ifPresent(why -> {
              throw new Abandoned(new FenceLost(why));
            });
        rename(handle, result.renames);
        Outcome outcome = SectorTable.append(handle, sector, event, now);
        if (outcome instanceof Outcome.Refused(String why)) {
          throw new Abandoned(new FenceLost(why));
        }
        result.openings.ifPresent(bytes -> OpeningTable.put(handle, sector, bytes));
        drop(handle, id);
      });
    } catch (Abandoned e) {
      switch (e.getCause()) {
        case FenceLost lost -> throw lost;
        case IOException failed -> throw failed;
        case null, default -> throw e;
      }
    }
  }

  private static void rename(Handle handle, Renames renames) {
    try {
      renames.apply(() -> handle.execute("select 1"));
    } catch (IOException e) {
      throw new Abandoned(e);
    }
  }

  private static Row read(ResultSet row) throws SQLException {
    FencingToken token = new FencingToken(row.getLong("token"));
    WaitingTask task =
        new WaitingTask(
            new TaskId(row.getObject("id", UUID.class)),
            TaskType.valueOf(row.getString("type")),
            Statements.sector(row),
            SealProof.ofId(row.getLong("proof")).orElseThrow(),
            row.getLong("priority"),
            Instant.ofEpochMilli(row.getLong("since")),
            paths(row.getString("inputs")),
            token,
            Instant.ofEpochMilli(row.getLong("not_before")));
    int failures = row.getInt("failures");
    UUID worker = row.getObject("worker", UUID.class);
    if (worker == null) {
      return new Row(task, Optional.empty(), Optional.empty(), failures);
    }
    Lease lease =
        new Lease(new Worker.Id(worker), token, Instant.ofEpochMilli(row.getLong("expires")));
    return new Row(
        task,
        Optional.of(lease),
        Optional.of(Instant.ofEpochMilli(row.getLong("started"))),
        failures);
  }

  /** Ids of paths with a blank between. */
  private static String text(Set<StoragePath.Id> paths) {
    return paths.stream().sorted().map(StoragePath.Id::id).collect(Collectors.joining(" "));
  }

  private static Set<StoragePath.Id> paths(String text) {
    return Arrays.stream(text.split(" "))
        .filter(id -> !id.isEmpty())
        .map(StoragePath.Id::new)
        .collect(Collectors.toUnmodifiableSet());
  }
}
