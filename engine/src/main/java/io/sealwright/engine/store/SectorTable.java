package io.sealwright.engine.store;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Failures;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.json.LifeJson;
import io.sealwright.engine.life.json.UnreadableRecord;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Sectors with their states and logs. */
public final class SectorTable {
  private static final String COLUMNS = "miner, number, state, failures, created, changed";

  private final Jdbi jdbi;

  SectorTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What is to be pledged. */
  public record Pledge(MinerId miner, SealProof proof, EpochSpan life) {}

  /**
   * Takes the next number for a sector of committed capacity.
   *
   * @param least a number that is free on the chain; so are all above it
   */
  public SectorId pledge(Pledge pledge, SectorNumber least, Instant at) {
    return jdbi.inTransaction(handle -> {
      // Of two who pledge for a miner at the same moment one fails on the key.
      long next =
          handle
              .createQuery("select coalesce(max(number), -1) + 1 from sector where miner = :miner")
              .bind("miner", pledge.miner().id())
              .mapTo(Long.class)
              .one();
      SectorId id = new SectorId(pledge.miner(), new SectorNumber(Math.max(next, least.number())));
      SectorState state =
          new SectorState.Packing(new Evidence.Pledged(id, pledge.proof(), pledge.life()));
      insert(handle, id, state, at);
      return id;
    });
  }

  /**
   * Enters a sector that the chain has and that there is no record of, or a blank one; false if
   * there is another.
   */
  public boolean adopt(Evidence known, Instant at) {
    SectorId id = known.pledged().id();
    return jdbi.inTransaction(handle -> {
      Optional<StoredSector> kept = find(handle, id, " for update");
      if (kept.isPresent() && !kept.get().state().isBlank()) {
        return false;
      }
      SectorState state = Transitions.adopted(known);
      if (kept.isPresent()) {
        write(handle, id, state, Failures.NONE, at);
      } else {
        insert(handle, id, state, at); // Of two who adopt it at the same moment one fails here.
      }
      log(handle, id, new SectorLog.Entry(at, new SectorEvent.Adopted(known), state.name()));
      return true;
    });
  }

  private static void insert(Handle handle, SectorId id, SectorState state, Instant at) {
    Statements.bind(
            handle.createUpdate(
                "insert into sector (miner, number, state, failures, created, changed)"
                    + " values (:miner, :number, :state, '', :at, :at)"),
            id)
        .bind("state", LifeJson.encode(state))
        .bind("at", at.toEpochMilli())
        .execute();
  }

  public Optional<StoredSector> find(SectorId id) {
    return jdbi.withHandle(handle -> find(handle, id, ""));
  }

  /** Whether a sector is in a state; it stays so until the transaction ends. */
  static boolean isIn(Handle handle, SectorId id, SectorState state) {
    return find(handle, id, " for update")
        .filter(sector -> sector.state().equals(state))
        .isPresent();
  }

  /** Whether nothing has happened to a sector since it was read; so it is until the end, too. */
  static boolean isAsSeen(Handle handle, StoredSector seen) {
    return find(handle, seen.id(), " for update").filter(seen::equals).isPresent();
  }

  private static Optional<StoredSector> find(Handle handle, SectorId id, String lock) {
    String query = "select " + COLUMNS + " from sector" + Statements.OF_SECTOR + lock;
    return Statements.bind(handle.createQuery(query), id).map(SectorTable::read).findOne();
  }

  /** Every sector of every miner, by number. */
  public List<StoredSector> all() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select " + COLUMNS + " from sector order by miner, number")
            .map(SectorTable::read)
            .list());
  }

  /**
   * The storage paths of those of these sectors whose record names one. A record that cannot be
   * read names none: the others must be found in spite of it.
   */
  public Map<SectorNumber, StoragePath.Id> places(MinerId miner, Collection<SectorNumber> sectors)
      throws IOException {
    LongSummaryStatistics asked =
        sectors.stream().mapToLong(SectorNumber::number).summaryStatistics();
    Map<SectorNumber, String> states =
        Statements.transact(
            jdbi,
            handle ->
                handle
                    .createQuery(
                        "select number, state from sector"
                            + " where miner = :miner and number between :first and :last")
                    .bind("miner", miner.id())
                    .bind("first", asked.getMin())
                    .bind("last", asked.getMax())
                    .map((row, _) -> Map.entry(new SectorNumber(row.getLong(1)), row.getString(2)))
                    .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    states.keySet().retainAll(Set.copyOf(sectors));
    Map<SectorNumber, StoragePath.Id> places = new HashMap<>();
    states.forEach((number, state) ->
        place(state).ifPresent(place -> places.put(number, new StoragePath.Id(place.path()))));
    return places;
  }

  private static Optional<Place> place(String state) {
    try {
      return LifeJson.decodeState(state).known().place();
    } catch (UnreadableRecord _) {
      return Optional.empty();
    }
  }

  /** The log of a sector; empty for one that is not there. */
  public SectorLog log(SectorId id) {
    List<SectorLog.Entry> entries =
        jdbi.withHandle(handle ->
            Statements.bind(
                    handle.createQuery(
                        "select at, event, name from sector_event"
                            + Statements.OF_SECTOR
                            + " order by seq"),
                    id)
                .map((row, _) ->
                    new SectorLog.Entry(
                        Instant.ofEpochMilli(row.getLong(1)),
                        event(row.getString(2)),
                        row.getString(3)))
                .list());
    return new SectorLog(entries, 0);
  }

  /**
   * Carries an event out on a sector; a refused one changes nothing. It comes from elsewhere than
   * the sector's work, so whoever does that loses his right to publish: what he does is for what
   * was known before.
   */
  public Outcome append(SectorId id, SectorEvent event, Instant at) {
    return jdbi.inTransaction(handle -> {
      // Tasks are locked before their sector, as everywhere.
      List<TaskTable.Row> overtaken =
          leavesWork(event) ? List.of() : TaskTable.ofSector(handle, id);
      Outcome outcome = append(handle, id, event, at);
      if (outcome instanceof Outcome.Changed) {
        overtaken.forEach(row -> TaskTable.drop(handle, row.task().id()));
      }
      return outcome;
    });
  }

  /** A sector that is made again is so whatever the chain has heard of its fault. */
  private static boolean leavesWork(SectorEvent event) {
    return event instanceof SectorEvent.FaultFound || event instanceof SectorEvent.FaultReported;
  }

  /** What speaks against a result, which stays so until the transaction ends. */
  static Optional<String> objection(Handle handle, SectorId id, Evidence basis, SectorEvent event) {
    Optional<SectorState> state = find(handle, id, " for update").map(StoredSector::state);
    if (state.filter(now -> now.known().equals(basis)).isEmpty()) {
      return Optional.of("sector %s is not what the result is of".formatted(id));
    }
    return switch (Transitions.on(state.get(), event)) {
      case Outcome.Changed _ -> Optional.empty();
      case Outcome.Refused(String why) -> Optional.of(why);
    };
  }

  static Outcome append(Handle handle, SectorId id, SectorEvent event, Instant at) {
    Optional<StoredSector> sector = find(handle, id, " for update");
    if (sector.isEmpty()) {
      return new Outcome.Refused("there is no sector " + id);
    }
    Outcome outcome = Transitions.on(sector.get().state(), event);
    if (outcome instanceof Outcome.Changed(SectorState state)) {
      write(handle, id, state, SectorLog.after(sector.get().failures(), event), at);
      log(handle, id, new SectorLog.Entry(at, event, state.name()));
      if (waitsForProof(sector.get().state()) && !waitsForProof(state)) {
        OpeningTable.drop(handle, id);
      }
      if (endsWork(event)) {
        PathTable.freeSpace(handle, id);
      }
    }
    return outcome;
  }

  /** Whether C2 is to be done of what C1 made, at once or when it is tried again. */
  private static boolean waitsForProof(SectorState state) {
    return switch (state) {
      case SectorState.Commit2 _ -> true;
      case SectorState.Failed failed -> failed.at() instanceof SectorState.Commit2;
      default -> false;
    };
  }

  /** Whether nobody makes anything of the sector after it, so that no space is kept for that. */
  private static boolean endsWork(SectorEvent event) {
    return event instanceof SectorEvent.Stored
        || event instanceof SectorEvent.Removed
        || event instanceof SectorEvent.Recovered
        || event instanceof SectorEvent.RecoveryDeclared;
  }

  private static void write(
      Handle handle, SectorId id, SectorState state, Failures failures, Instant at) {
    Statements.bind(
            handle.createUpdate(
                "update sector set state = :state, failures = :failures, changed = :at"
                    + Statements.OF_SECTOR),
            id)
        .bind("state", LifeJson.encode(state))
        .bind("failures", text(failures))
        .bind("at", at.toEpochMilli())
        .execute();
  }

  private static void log(Handle handle, SectorId id, SectorLog.Entry entry) {
    Statements.bind(
            handle.createUpdate(
                "insert into sector_event (miner, number, seq, at, event, name)"
                    + " select :miner, :number, coalesce(max(seq), 0) + 1, :at, :event, :name"
                    + " from sector_event"
                    + Statements.OF_SECTOR),
            id)
        .bind("at", entry.at().toEpochMilli())
        .bind("event", LifeJson.encode(entry.event()))
        .bind("name", entry.state())
        .execute();
  }

  private static StoredSector read(ResultSet row, StatementContext context) throws SQLException {
    try {
      return new StoredSector(
          Statements.sector(row),
          LifeJson.decodeState(row.getString("state")),
          failures(row.getString("failures")),
          Instant.ofEpochMilli(row.getLong("created")),
          Instant.ofEpochMilli(row.getLong("changed")));
    } catch (UnreadableRecord e) {
      throw new SQLException("the record of a sector cannot be read", e);
    }
  }

  private static SectorEvent event(String json) throws SQLException {
    try {
      return LifeJson.decodeEvent(json);
    } catch (UnreadableRecord e) {
      throw new SQLException("the log of a sector cannot be read", e);
    }
  }

  /** Counts as {@code STEP=n}, with commas between. */
  private static String text(Failures failures) {
    return new TreeMap<>(failures.counts())
        .entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getKey() + "=" + count.getValue())
            .collect(Collectors.joining(","));
  }

  private static Failures failures(String text) {
    Map<FailedStep, Integer> counts = new EnumMap<>(FailedStep.class);
    for (String count : text.isEmpty() ? new String[0] : text.split(",")) {
      int equals = count.indexOf('=');
      counts.put(
          FailedStep.valueOf(count.substring(0, equals)),
          Integer.valueOf(count.substring(equals + 1)));
    }
    return new Failures(counts);
  }
}
