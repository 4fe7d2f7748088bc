package io.sealwright.engine.store;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Which paths operators have attached to hosts, and detached from them, while workers run. */
public final class AttachmentTable {
  private final Jdbi jdbi;

  AttachmentTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What was said of a path on a host.
   *
   * @param wanted false if it was detached
   */
  public record Attachment(StoragePath.Id path, String folder, boolean wanted) {}

  /**
   * Says that a host is to have a path, or not; of one that it loses it is forgotten at once, and
   * once more when that is committed: its look may have come between.
   */
  public void say(Host.Name host, Attachment attachment, Instant now) {
    jdbi.useTransaction(handle -> {
      Statements.put(
          handle,
          "update attachment set folder = :folder, wanted = :wanted, since = :now"
              + " where host = :host and path = :path",
          "insert into attachment (host, path, folder, wanted, since)"
              + " values (:host, :path, :folder, :wanted, :now)",
          statement ->
              statement
                  .bind("folder", attachment.folder())
                  .bind("wanted", attachment.wanted())
                  .bind("now", now.toEpochMilli())
                  .bind("host", host.name())
                  .bind("path", attachment.path().id()));
      PathTable.forgetDetached(handle, host);
    });
    jdbi.useHandle(handle -> PathTable.forgetDetached(handle, host));
  }

  public List<Attachment> of(Host.Name host) {
    return jdbi.withHandle(handle -> of(handle, host));
  }

  private static List<Attachment> of(Handle handle, Host.Name host) {
    return handle
        .createQuery(
            "select path, folder, wanted from attachment where host = :host order by since, path")
        .bind("host", host.name())
        .map((row, _) ->
            new Attachment(
                new StoragePath.Id(row.getString("path")),
                row.getString("folder"),
                row.getBoolean("wanted")))
        .list();
  }

  /** The paths that a host is not to have. */
  static Set<StoragePath.Id> detached(Handle handle, Host.Name host) {
    return of(handle, host).stream()
        .filter(attachment -> !attachment.wanted())
        .map(Attachment::path)
        .collect(Collectors.toSet());
  }
}
