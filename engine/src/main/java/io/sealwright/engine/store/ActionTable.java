package io.sealwright.engine.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What operators had done. Each is written down before it begins, and again when it has ended. */
public final class ActionTable {
  private final Jdbi jdbi;

  ActionTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** How an action went. */
  public enum Outcome {
    /** It runs, or was cut short. */
    BEGUN,
    DONE,
    /** Nothing was changed. */
    REFUSED,
    /** Something may have been changed. */
    FAILED
  }

  /** By which the log knows an action. */
  public record Id(long number) {}

  /**
   * What somebody wants to do.
   *
   * @param what a word or two, the same for all of a kind
   * @param details to which things, with which options
   */
  public record Order(String who, String what, String details) {}

  /**
   * An action in the log.
   *
   * @param ended when, if it has
   * @param words that were said of its end
   */
  public record Action(
      Id id, Order order, Instant begun, Optional<Instant> ended, Outcome outcome, String words) {}

  /** Writes down that an action begins; it must not, if this fails. */
  public Id begin(Order order, Instant now) throws IOException {
    return Statements.transact(
        jdbi,
        handle ->
            handle
                .createUpdate(
                    "insert into action (who, what, details, begun, outcome, words)"
                        + " values (:who, :what, :details, :now, :begun, '')")
                .bind("who", order.who())
                .bind("what", order.what())
                .bind("details", order.details())
                .bind("now", now.toEpochMilli())
                .bind("begun", Outcome.BEGUN)
                .executeAndReturnGeneratedKeys("id")
                .map((row, _) -> new Id(row.getLong("id")))
                .one());
  }

  /** Writes down how an action ended; what is written of one that ended stays. */
  public void end(Id id, Outcome outcome, String words, Instant now) throws IOException {
    if (outcome == Outcome.BEGUN) {
      throw new IllegalArgumentException("an action does not end as begun");
    }
    Statements.transact(
        jdbi,
        handle ->
            handle
                .createUpdate(
                    "update action set ended = :now, outcome = :outcome, words = :words"
                        + " where id = :id and ended is null")
                .bind("now", now.toEpochMilli())
                .bind("outcome", outcome)
                .bind("words", words)
                .bind("id", id.number())
                .execute());
  }

  /** The newest first. */
  public List<Action> newest(int most) throws IOException {
    return find(
        new Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), most));
  }

  /**
   * Which actions are asked for.
   *
   * @param who also whoever is told apart by where he asks from: {@code API} is all of the API
   * @param since those that began then or later
   */
  public record Query(
      Optional<String> who,
      Optional<String> what,
      Optional<Outcome> outcome,
      Optional<Instant> since,
      int most) {}

  /** Those that are asked for, the newest first. */
  public List<Action> find(Query query) throws IOException {
    String where =
        query.who().map(_ -> " and (who = :who or left(who, :length) = :from)").orElse("")
            + query.what().map(_ -> " and what = :what").orElse("")
            + query.outcome().map(_ -> " and outcome = :outcome").orElse("")
            + query.since().map(_ -> " and begun >= :since").orElse("");
    return Statements.transact(
        jdbi,
        handle -> {
          var select =
              handle
                  .createQuery(
                      "select id, who, what, details, begun, ended, outcome, words from action"
                          + " where true"
                          + where
                          + " order by id desc limit :most")
                  .bind("most", query.most());
          query
              .who()
              .ifPresent(who -> {
                String from = who + " from ";
                select.bind("who", who).bind("from", from).bind("length", from.length());
              });
          query.what().ifPresent(what -> select.bind("what", what));
          query.outcome().ifPresent(outcome -> select.bind("outcome", outcome));
          query.since().ifPresent(since -> select.bind("since", since.toEpochMilli()));
          return select.map(ActionTable::read).list();
        });
  }

  private static Action read(ResultSet row, StatementContext context) throws SQLException {
    long ended = row.getLong("ended");
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
    return new Action(
        new Id(row.getLong("id")),
        new Order(row.getString("who"), row.getString("what"), row.getString("details")),
        Instant.ofEpochMilli(row.getLong("begun")),
        end,
        Outcome.valueOf(row.getString("outcome")),
        row.getString("words"));
  }
}
