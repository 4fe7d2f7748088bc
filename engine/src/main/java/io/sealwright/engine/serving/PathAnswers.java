package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.PathMark;
import io.sealwright.engine.storage.StorageFileDamaged;
import io.sealwright.engine.storage.attach.Attaching.Mounted;
import io.sealwright.engine.storage.attach.Detaching;
import io.sealwright.engine.storage.attach.Hold;
import io.sealwright.engine.storage.shared.SharedCheck;
import io.sealwright.engine.storage.shared.SharedCheck.Expected;
import io.sealwright.engine.storage.shared.Sight;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import io.sealwright.engine.store.CheckTable.Check;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.HostTable.Listed;
import io.sealwright.engine.store.PathTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.api.miner.StorageMethods;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.Caller;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Storage paths that come and go while workers run, and whether all hosts see the same there. */
record PathAnswers(ServedMiner miner, InstantSource clock, PathMethods api, StorageMethods lotus) {
  private static final int MOST_NAMED = 3;
  private static final long MOST_SECONDS = 600;

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.mounts(), () -> telling(this::mounts))
        .answer(api.attach(), this::attach)
        .answer(api.holds(), (host, path) -> telling(() -> holds(host, path)))
        .answer(api.detach(), this::detach)
        .answer(api.check(), this::check)
        .answer(api.sights(), id -> telling(() -> sights(id)))
        .answer(api.endCheck(), id -> telling(() -> end(id)))
        .answerTo(lotus.addLocal(), this::addLocal)
        .answerTo(lotus.detachLocal(), this::detachLocal);
  }

  private Database database() {
    return miner.database();
  }

  private List<Mounted> mounts() {
    List<Mounted> mounts = new ArrayList<>();
    for (PathTable.Stored path : database().paths().all()) {
      path.hosts()
          .forEach((host, seen) ->
              mounts.add(new Mounted(path.mount().id().id(), host.name(), seen.folder())));
    }
    return mounts;
  }

  private Nothing attach(String host, String folder, String path, String reason, String who)
      throws CallFailed, InterruptedException {
    return noting(
        new Order(who, "attach", details(host, path + " at " + folder, reason)),
        () -> {
          requireHost(host);
          for (Mounted known : mounts()) {
            if (known.host().equals(host)
                && (known.path().equals(path) || known.folder().equals(folder))) {
              throw new ActionRefused(
                  "%s has the path %s at %s".formatted(host, known.path(), known.folder()));
            }
          }
          say(host, path, folder, true);
          return Nothing.NOTHING;
        });
  }

  private void requireHost(String host) throws ActionRefused {
    if (database().hosts().hosts().stream().noneMatch(known -> known.name().name().equals(host))) {
      throw new ActionRefused("there is no host " + host);
    }
  }

  private void say(String host, String path, String folder, boolean wanted) {
    database()
        .attachments()
        .say(
            new Host.Name(host),
            new Attachment(new StoragePath.Id(path), folder, wanted),
            clock.instant());
  }

  private static String details(String host, String what, String reason) {
    return "%s of %s%s".formatted(what, host, reason.isEmpty() ? "" : ": " + reason);
  }

  private Nothing detach(String host, String path, String reason, String who)
      throws CallFailed, InterruptedException {
    return noting(
        new Order(who, "detach", details(host, path, reason)),
        () -> {
          Mounted mounted = mounted(host, path);
          List<Hold> holds = holds(host, path);
          List<Hold> left =
              holds.stream()
                  .filter(hold -> reason.isBlank() || !hold.kind().isLiftedByReason())
                  .toList();
          if (!left.isEmpty()) {
            throw new ActionRefused("%s stays: %s".formatted(path, words(left)));
          }
          say(host, path, mounted.folder(), false);
          if (holds.isEmpty()) {
            database().paths().forget(new StoragePath.Id(path));
          }
          return Nothing.NOTHING;
        });
  }

  /** For callers that see one line only; {@link PathMethods#holds} has all of them. */
  private static String words(List<Hold> holds) {
    Map<Hold.Kind, List<SectorId>> sectors = new EnumMap<>(Hold.Kind.class);
    for (Hold hold : holds) {
      List<SectorId> of = sectors.computeIfAbsent(hold.kind(), _ -> new ArrayList<>());
      hold.sector().ifPresent(of::add);
    }
    return sectors.entrySet().stream()
        .map(of -> words(of.getKey()) + named(of.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String words(Hold.Kind kind) {
    return switch (kind) {
      case ONLY_COPY -> "files that lie nowhere else";
      case PROVEN -> "files whose windows this host proves";
      case RESERVED -> "space that is kept";
      case AT_WORK -> "tasks at work there";
    };
  }

  private static String named(List<SectorId> sectors) {
    if (sectors.isEmpty()) {
      return "";
    }
    String first =
        sectors.stream()
            .limit(MOST_NAMED)
            .map(SectorId::toString)
            .collect(Collectors.joining(", "));
    int more = sectors.size() - MOST_NAMED;
    return ", of " + first + (more > 0 ? " and " + more + " more" : "");
  }

  private Mounted mounted(String host, String path) throws ActionRefused {
    return mounts().stream()
        .filter(known -> known.host().equals(host) && known.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new ActionRefused("%s has no path %s".formatted(host, path)));
  }

  private List<Hold> holds(String host, String path) throws ActionRefused {
    mounted(host, path);
    StoragePath.Id id = new StoragePath.Id(path);
    boolean last =
        database().paths().all().stream()
            .filter(stored -> stored.mount().id().equals(id))
            .flatMap(stored -> stored.hosts().entrySet().stream())
            .noneMatch(
                seen -> !seen.getKey().name().equals(host) && seen.getValue().error().isEmpty());
    List<SectorId> here = new ArrayList<>();
    List<SectorId> proven = new ArrayList<>();
    boolean proves = miner.host().name().equals(host);
    for (StoredSector sector : database().sectors().all()) {
      if (FileIndex.place(sector).filter(place -> place.path().equals(path)).isPresent()) {
        here.add(sector.id());
        if (proves && sector.state().isProven()) {
          proven.add(sector.id());
        }
      }
    }
    List<SectorId> reserved = database().paths().sectorsWithSpace(id);
    List<SectorId> working = working(host, id, reserved);
    return new Detaching(last, here, Set.of(), proven, reserved, working).holds();
  }

  private List<SectorId> working(String host, StoragePath.Id path, List<SectorId> reserved) {
    Set<Worker.Id> workers =
        database().hosts().workers().stream()
            .map(Listed::worker)
            .filter(worker -> worker.host().name().equals(host))
            .map(Worker::id)
            .collect(Collectors.toSet());
    return database().tasks().all().stream()
        .filter(row -> row.lease().filter(lease -> workers.contains(lease.worker())).isPresent())
        .map(TaskTable.Row::task)
        .filter(task -> task.inputs().contains(path) || reserved.contains(task.sector()))
        .map(task -> task.sector())
        .toList();
  }

  private UUID check(long seconds, String who) throws CallFailed, InterruptedException {
    return noting(
        new Order(who, "check storage", seconds + " seconds"),
        () -> {
          if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new ActionRefused("a check takes 1 to " + MOST_SECONDS + " seconds");
          }
          UUID id = UUID.nameUUIDFromBytes((who + clock.instant()).getBytes(UTF_8));
          database()
              .checks()
              .begin(new Check(id, clock.instant(), clock.instant().plusSeconds(seconds)));
          return id;
        });
  }

  private SharedCheck sights(UUID id) throws CallFailed {
    List<Sight> sights = new ArrayList<>();
    for (String report : database().checks().reports(id)) {
      try {
        sights.add(Sight.FORM.decode(RpcJson.parse(report)));
      } catch (UnexpectedJson e) {
        throw new CallFailed("a report cannot be read: " + e.getMessage());
      }
    }
    return new SharedCheck(
        database().hosts().workers().stream()
            .map(listed -> listed.worker().host().name())
            .collect(Collectors.toSet()),
        mounts().stream()
            .map(known -> new Expected(known.path(), known.host(), known.folder()))
            .toList(),
        sights);
  }

  private Nothing end(UUID id) {
    database().checks().end(id, clock.instant());
    return Nothing.NOTHING;
  }

  /** Lotus names the folder alone: it is on the miner's own host, as is the path then. */
  private Nothing addLocal(String folder, Caller caller) throws CallFailed, InterruptedException {
    return attach(miner.host().name(), folder, id(folder), "", OperatorLog.api(caller));
  }

  private static String id(String folder) throws CallFailed {
    String reading = "opening local path: reading storage metadata for " + folder + ": ";
    Path file = new PathLayout(Path.of(folder)).mark();
    try {
      return PathMark.parse(file.toString(), Files.readString(file)).path().id();
    } catch (NoSuchFileException _) {
      throw new CallFailed(reading + "open " + file + ": no such file or directory");
    } catch (IOException | StorageFileDamaged e) {
      throw new CallFailed(reading + e.getMessage());
    }
  }

  private Nothing detachLocal(String folder, Caller caller)
      throws CallFailed, InterruptedException {
    Mounted mounted =
        telling(() ->
            mounts().stream()
                .filter(known -> known.host().equals(miner.host().name()))
                .filter(known -> known.folder().equals(folder))
                .findFirst()
                .orElseThrow(() -> new ActionRefused("no local paths match '" + folder + "'")));
    return detach(mounted.host(), mounted.path(), "", OperatorLog.api(caller));
  }

  private <R> R noting(Order order, OperatorLog.Deed<R> deed)
      throws CallFailed, InterruptedException {
    return telling(() -> miner.log().noting(order, deed));
  }
}
