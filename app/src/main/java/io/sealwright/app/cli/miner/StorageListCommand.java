package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.api.miner.StorageMethods;
import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.PathSpace;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the paths of a miner's storage: how full they are, what they are for, what lies there. */
@Command(name = "list")
final class StorageListCommand extends Showing {
  @Mixin private MinerOptions miners = new MinerOptions();

  /** What is known of a path; one that does not answer has only an error. */
  private record Row(
      String id,
      List<DeclaredFiles> files,
      Optional<String> local,
      Optional<PathSpace> space,
      Optional<StoragePath> path,
      Duration latency,
      String error) {
    static final Comparator<Row> ORDER =
        Comparator.<Row>comparingLong(row -> -row.space().map(PathSpace::capacity).orElse(0L))
            .thenComparing(Row::id);

    long count(FileType type) {
      return files.stream().filter(file -> FileType.of(file.types()).contains(type)).count();
    }

    Optional<Long> used() {
      return space.map(bytes -> bytes.capacity() - bytes.free());
    }
  }

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    try (Link miner = miners.open()) {
      StorageMethods storage = Target.api(miner).storage();
      Map<String, String> local = Target.ask(miner, storage.local().ask());
      List<Row> rows = new ArrayList<>();
      for (var entry : Target.ask(miner, storage.list().ask()).entrySet()) {
        rows.add(row(miner, entry.getKey(), entry.getValue(), local));
      }
      rows.sort(Row.ORDER);
      reports.print("paths", new Listing<>(columns(reports), below(), rows));
    }
  }

  private static Row row(
      Link miner, String id, List<DeclaredFiles> files, Map<String, String> local)
      throws CommandFailure, InterruptedException {
    StorageMethods storage = Target.api(miner).storage();
    Optional<String> folder = Optional.ofNullable(local.get(id));
    try {
      long begun = System.nanoTime();
      PathSpace space = miner.client().call(storage.stat().ask(id));
      Duration latency = Duration.ofNanos(System.nanoTime() - begun);
      StoragePath path = miner.client().call(storage.path().ask(id));
      return new Row(id, files, folder, Optional.of(space), Optional.of(path), latency, "");
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw miner.failure(e);
      }
      return new Row(
          id, files, folder, Optional.empty(), Optional.empty(), Duration.ZERO, e.text());
    } catch (RpcException e) {
      throw miner.failure(e);
    }
  }

  private static List<Column<Row>> columns(Reports reports) {
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.of("path", Row::id));
    columns.add(new Column<>("space", StorageListCommand::space, StorageListCommand::fullness));
    columns.add(
        new Column<>(
            "reserved",
            row -> row.space().map(PathSpace::reserved).orElse(null),
            row -> row.space().map(space -> Measures.size(space.reserved())).orElse("")));
    for (FileType type : FileType.values()) {
      if (type != FileType.PIECE) {
        columns.add(Column.of(Reports.key(type), row -> row.count(type)));
      }
    }
    columns.add(Column.of("weight", row -> row.path().map(StoragePath::weight).orElse(null)));
    columns.add(new Column<>("use", StorageListCommand::uses, row -> use(reports, row)));
    return columns;
  }

  private static List<Column<Row>> below() {
    return List.of(
        Column.of("local", row -> row.local().orElse(null)),
        new Column<>(
            "urls",
            row -> row.path().flatMap(StoragePath::urls).orElse(null),
            StorageListCommand::urls),
        names("groups", path -> path.groups()),
        names("allow_to", path -> path.allowTo()),
        names("allow_types", path -> path.limits().allowTypes()),
        names("deny_types", path -> path.limits().denyTypes()),
        Column.of("error", row -> row.error().isEmpty() ? null : row.error()));
  }

  /** A list of names that a path may have. */
  private interface Names {
    Optional<List<String>> of(StoragePath path);
  }

  private static Column<Row> names(String key, Names names) {
    return new Column<>(
        key,
        row -> row.path().flatMap(names::of).orElse(null),
        row -> row.path().flatMap(names::of).map(list -> String.join(", ", list)).orElse(""));
  }

  private static @Nullable Object space(Row row) {
    if (row.space().isEmpty()) {
      return null;
    }
    PathSpace space = row.space().get();
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("capacity", space.capacity());
    parts.put("used", row.used().orElseThrow());
    parts.put("available", space.available());
    parts.put("limit", space.max());
    parts.put("used_of_limit", space.used());
    return parts;
  }

  /** What is used of what, with a percentage where there is anything to be a part of. */
  private static String fullness(Row row) {
    if (row.space().isEmpty()) {
      return "";
    }
    PathSpace space = row.space().get();
    return ofWhole(row.used().orElseThrow(), space.capacity())
        + (space.max() > 0 ? ", " + ofWhole(space.used(), space.max()) + " (limit)" : "");
  }

  private static String ofWhole(long used, long whole) {
    String percent = whole > 0 ? " " + Math.floorDiv(used * 100, whole) + "%" : "";
    return Measures.size(used) + "/" + Measures.size(whole) + percent;
  }

  private static @Nullable Object uses(Row row) {
    return row.path()
        .map(path -> {
          List<String> uses = new ArrayList<>();
          if (path.canSeal()) {
            uses.add("seal");
          }
          if (path.canStore()) {
            uses.add("store");
          }
          return uses;
        })
        .orElse(null);
  }

  private static String use(Reports reports, Row row) {
    return uses(row) instanceof List<?> uses
        ? uses.isEmpty()
            ? reports.text("storage.read_only")
            : uses.stream()
                .map(use -> reports.text("storage." + use))
                .collect(Collectors.joining(" "))
        : "";
  }

  private static String urls(Row row) {
    String urls =
        row.path().flatMap(StoragePath::urls).map(list -> String.join(", ", list)).orElse("");
    return urls.isEmpty() || row.local().isPresent()
        ? urls
        : urls + " (" + Math.max(1, row.latency().toMillis()) + " ms)";
  }
}
