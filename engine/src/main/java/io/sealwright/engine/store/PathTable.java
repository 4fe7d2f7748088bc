package io.sealwright.engine.store;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Reservation;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Storage paths: which hosts see them, and what of their space is promised to sectors. */
public final class PathTable {
  private final Jdbi jdbi;

  PathTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A storage path as a host sees it.
   *
   * @param folder where it is mounted there
   * @param maxStorage bytes that may be used of it; 0 for all
   * @param capacity bytes of its file system
   * @param free bytes of those
   * @param used bytes its sectors take, counted where there is a limit
   * @param error of the last look at it; empty if it was well
   */
  public record Mount(
      StoragePath.Id id,
      String folder,
      Set<StoragePath.Role> roles,
      long weight,
      long maxStorage,
      long capacity,
      long free,
      long used,
      String error) {
    public Mount {
      roles = Set.copyOf(roles);
    }
  }

  /** A path with the hosts that have it. */
  public record Stored(Mount mount, Map<Host.Name, Seen> hosts) {
    public Stored {
      hosts = Map.copyOf(hosts);
    }

    /** The path as a host last saw it, if it has it. */
    private Optional<Mount> on(Host.Name host) {
      return Optional.ofNullable(hosts.get(host))
          .map(seen ->
              new Mount(
                  mount.id,
                  seen.folder,
                  mount.roles,
                  mount.weight,
                  mount.maxStorage,
                  mount.capacity,
                  mount.free,
                  mount.used,
                  seen.error));
    }
  }

  /** A host's last look at a path. */
  public record Seen(String folder, Instant checked, String error) {}

  /**
   * Notes what a host sees of its paths; of those that were detached from it nothing, not even if
   * that happens at the same moment: whoever is done second takes it away.
   */
  public void look(Host.Name host, Collection<Mount> mounts, Instant now) {
    Statements.transactPuts(
        jdbi,
        handle -> {
          Set<StoragePath.Id> detached = AttachmentTable.detached(handle, host);
          for (Mount mount : mounts) {
            if (!detached.contains(mount.id())) {
              writePath(handle, mount);
              writeMount(handle, host, mount, now);
            }
          }
        });
    jdbi.useHandle(handle -> forgetDetached(handle, host));
  }

  /** Takes away what a host was seen to have of paths that it is not to have. */
  static void forgetDetached(Handle handle, Host.Name host) {
    handle
        .createUpdate(
            "delete from host_path where host = :host and path in"
                + " (select path from attachment where host = :host and not wanted)")
        .bind("host", host.name())
        .execute();
  }

  /** A path that cannot be looked at keeps the figures it had. */
  private static void writePath(Handle handle, Mount mount) {
    if (!mount.error().isEmpty() && isKnown(handle, mount.id())) {
      return;
    }
    Statements.put(
        handle,
        "update path set roles = :roles, weight = :weight, max_storage = :max,"
            + " capacity = :capacity, free = :free, used = :used where id = :id",
        "insert into path (id, roles, weight, max_storage, capacity, free, used)"
            + " values (:id, :roles, :weight, :max, :capacity, :free, :used)",
        statement ->
            statement
                .bind("id", mount.id().id())
                .bind("roles", roles(mount.roles()))
                .bind("weight", mount.weight())
                .bind("max", mount.maxStorage())
                .bind("capacity", mount.capacity())
                .bind("free", mount.free())
                .bind("used", mount.used()));
  }

  private static boolean isKnown(Handle handle, StoragePath.Id path) {
    return handle
        .createQuery("select 1 from path where id = :id")
        .bind("id", path.id())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static void writeMount(Handle handle, Host.Name host, Mount mount, Instant now) {
    Statements.put(
        handle,
        "update host_path set folder = :folder, checked = :now, error = :error"
            + " where host = :host and path = :path",
        "insert into host_path (host, path, folder, checked, error)"
            + " values (:host, :path, :folder, :now, :error)",
        statement ->
            statement
                .bind("folder", mount.folder())
                .bind("now", now.toEpochMilli())
                .bind("error", mount.error())
                .bind("host", host.name())
                .bind("path", mount.id().id()));
  }

  /** Forgets that a host has a path. */
  public void unmount(Host.Name host, StoragePath.Id path) {
    jdbi.useHandle(handle -> unmount(handle, host, path));
  }

  static void unmount(Handle handle, Host.Name host, StoragePath.Id path) {
    handle
        .createUpdate("delete from host_path where host = :host and path = :path")
        .bind("host", host.name())
        .bind("path", path.id())
        .execute();
  }

  /** Forgets a path that no host has, and on which no space is kept; any other stays. */
  public void forget(StoragePath.Id path) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "delete from path where id = :path"
                    + " and not exists (select 1 from host_path where path = :path)"
                    + " and not exists (select 1 from reservation where path = :path)")
            .bind("path", path.id())
            .execute());
  }

  /** Notes how much of a sector's space on a path is written. */
  public void written(StoragePath.Id path, SectorId sector, long bytes) {
    jdbi.useHandle(handle ->
        Statements.bind(
                handle.createUpdate(
                    "update reservation set written = :written"
                        + Statements.OF_SECTOR
                        + " and path = :path"),
                sector)
            .bind("written", bytes)
            .bind("path", path.id())
            .execute());
  }

  /** The sectors that have space on a path. */
  public List<SectorId> sectorsWithSpace(StoragePath.Id path) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select miner, number from reservation where path = :path")
            .bind("path", path.id())
            .map((row, _) -> Statements.sector(row))
            .list());
  }

  /** The bytes that a sector has on paths and has not written yet. */
  public Map<StoragePath.Id, Long> spaceOf(SectorId sector) {
    Map<StoragePath.Id, Long> space = new HashMap<>();
    jdbi.useHandle(handle ->
        Statements.bind(
                handle.createQuery(
                    "select path, bytes, written from reservation" + Statements.OF_SECTOR),
                sector)
            .map((row, _) -> space.put(new StoragePath.Id(row.getString("path")), unwritten(row)))
            .list());
    return space;
  }

  private static long unwritten(ResultSet row) throws SQLException {
    return Math.max(0, row.getLong("bytes") - row.getLong("written"));
  }

  static void reserve(Handle handle, Reservation space) {
    Statements.put(
        handle,
        "update reservation set bytes = bytes + :bytes"
            + Statements.OF_SECTOR
            + " and path = :path",
        "insert into reservation (path, miner, number, bytes, written)"
            + " values (:path, :miner, :number, :bytes, 0)",
        statement ->
            Statements.bind(statement, space.sector())
                .bind("bytes", space.bytes())
                .bind("path", space.path().id()));
  }

  static void freeSpace(Handle handle, SectorId sector) {
    Statements.bind(handle.createUpdate("delete from reservation" + Statements.OF_SECTOR), sector)
        .execute();
  }

  /** The paths, with the hosts that see them. */
  public List<Stored> all() {
    Map<String, Map<Host.Name, Seen>> hosts = new HashMap<>();
    return jdbi.withHandle(handle -> {
      handle
          .createQuery("select host, path, folder, checked, error from host_path")
          .map((row, _) -> {
            hosts
                .computeIfAbsent(row.getString("path"), _ -> new HashMap<>())
                .put(
                    new Host.Name(row.getString("host")),
                    new Seen(
                        row.getString("folder"),
                        Instant.ofEpochMilli(row.getLong("checked")),
                        row.getString("error")));
            return row.getString("path");
          })
          .list();
      return handle
          .createQuery(
              "select id, roles, weight, max_storage, capacity, free, used from path order by id")
          .map((row, _) -> stored(row, hosts))
          .list();
    });
  }

  /** The paths of a host, by their ids. */
  public List<Mount> of(Host.Name host) throws IOException {
    return Statements.transact(jdbi, _ -> all()).stream()
        .flatMap(stored -> stored.on(host).stream())
        .toList();
  }

  private static Stored stored(ResultSet row, Map<String, Map<Host.Name, Seen>> hosts)
      throws SQLException {
    String id = row.getString("id");
    Mount mount =
        new Mount(
            new StoragePath.Id(id),
            "",
            roles(row.getString("roles")),
            row.getLong("weight"),
            row.getLong("max_storage"),
            row.getLong("capacity"),
            row.getLong("free"),
            row.getLong("used"),
            "");
    return new Stored(mount, hosts.getOrDefault(id, Map.of()));
  }

  /** What sectors have been promised and not written yet, by path. */
  public Map<StoragePath.Id, Map<SectorId, Long>> reserved() {
    Map<StoragePath.Id, Map<SectorId, Long>> reserved = new HashMap<>();
    jdbi.useHandle(handle ->
        handle
            .createQuery("select path, miner, number, bytes, written from reservation")
            .map((row, _) -> {
              reserved
                  .computeIfAbsent(new StoragePath.Id(row.getString("path")), _ -> new HashMap<>())
                  .put(Statements.sector(row), unwritten(row));
              return row.getString("path");
            })
            .list());
    return reserved;
  }

  /** The paths as a plan sees them. */
  List<StoragePath> schedulable(List<Stored> paths) {
    Map<StoragePath.Id, Map<SectorId, Long>> reserved = reserved();
    return paths.stream().map(stored -> schedulable(stored.mount(), reserved)).toList();
  }

  private static StoragePath schedulable(
      Mount mount, Map<StoragePath.Id, Map<SectorId, Long>> reserved) {
    long free =
        mount.maxStorage() > 0
            ? Math.min(mount.free(), Math.max(0, mount.maxStorage() - mount.used()))
            : mount.free();
    return new StoragePath(
        mount.id(),
        mount.weight() == 0 ? Set.of() : mount.roles(),
        free,
        reserved.getOrDefault(mount.id(), Map.of()));
  }

  private static String roles(Set<StoragePath.Role> roles) {
    return roles.stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
  }

  private static Set<StoragePath.Role> roles(String text) {
    return Arrays.stream(text.split(" "))
        .filter(role -> !role.isEmpty())
        .map(StoragePath.Role::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }
}
