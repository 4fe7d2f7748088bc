package io.sealwright.engine.store;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Checks of storage: when hosts are to look at their paths, and what each reports. */
public final class CheckTable {
  private final Jdbi jdbi;

  CheckTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A check, and until when hosts take part in it. */
  public record Check(UUID id, Instant asked, Instant until) {}

  /** Begins a check in place of any other; of earlier ones nothing is kept. */
  public void begin(Check check) {
    jdbi.useTransaction(handle -> {
      handle.execute("delete from storage_check");
      handle
          .createUpdate("insert into storage_check (id, asked, until) values (:id, :asked, :until)")
          .bind("id", check.id())
          .bind("asked", check.asked().toEpochMilli())
          .bind("until", check.until().toEpochMilli())
          .execute();
    });
  }

  /** Ends a check, if it is the one that goes on. */
  public void end(UUID id, Instant now) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("update storage_check set until = :now where id = :id and until > :now")
            .bind("now", now.toEpochMilli())
            .bind("id", id)
            .execute());
  }

  /** The check that goes on. */
  public Optional<Check> going(Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select id, asked, until from storage_check where until > :now")
            .bind("now", now.toEpochMilli())
            .map((row, _) ->
                new Check(
                    row.getObject("id", UUID.class),
                    Instant.ofEpochMilli(row.getLong("asked")),
                    Instant.ofEpochMilli(row.getLong("until"))))
            .findOne());
  }

  /** Writes down what a host has seen of a path by now; of a check that is gone nothing is. */
  public void report(UUID id, Host.Name host, StoragePath.Id path, String report) {
    jdbi.useTransaction(handle -> {
      boolean isThere =
          handle
              .createQuery("select 1 from storage_check where id = :id")
              .bind("id", id)
              .mapTo(Integer.class)
              .findOne()
              .isPresent();
      if (isThere) {
        Statements.put(
            handle,
            "update storage_report set report = :report"
                + " where id = :id and host = :host and path = :path",
            "insert into storage_report (id, host, path, report)"
                + " values (:id, :host, :path, :report)",
            statement ->
                statement
                    .bind("report", report)
                    .bind("id", id)
                    .bind("host", host.name())
                    .bind("path", path.id()));
      }
    });
  }

  /** The reports of a check as they were written. */
  public List<String> reports(UUID id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select report from storage_report where id = :id order by path, host")
            .bind("id", id)
            .mapTo(String.class)
            .list());
  }
}
