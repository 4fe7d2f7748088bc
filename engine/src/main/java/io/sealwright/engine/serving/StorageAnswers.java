package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;

import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.store.PathTable;
import io.sealwright.lotus.api.miner.StorageMethods;
import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.PathSpace;
import io.sealwright.lotus.cluster.SectorCopy;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.cluster.StoragePath.Limits;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.serving.CommonAnswers;
import io.sealwright.protocol.SectorId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Storage paths, and the files on them. */
record StorageAnswers(ServedMiner miner, CommonAnswers common, StorageMethods api) {
  /** As Lotus writes that nothing is limited. */
  private static final Limits NO_LIMITS =
      new Limits(
          Optional.of(List.of()), Optional.of(List.of()), Optional.empty(), Optional.empty());

  private static final String NOT_FOUND = "sector store not found";

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.list(), () -> telling(this::list))
        .answer(api.local(), () -> telling(this::local))
        .answer(
            api.stat(), id -> telling(() -> space(require(id, "getting remote storage info: "))))
        .answer(api.path(), id -> telling(() -> path(require(id, ""))))
        .answer(api.findSector(), (sector, types, _, _) -> telling(() -> find(sector, types)))
        .answer(
            api.locks(), () -> telling(() -> new HeldFiles(miner.database().tasks().all()).locks()))
        .answer(api.authVerify(), common::verify);
  }

  private List<PathTable.Stored> paths() {
    return miner.database().paths().all();
  }

  private PathTable.Stored require(String id, String words) throws CallFailed {
    return paths().stream()
        .filter(path -> path.mount().id().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new CallFailed(words + NOT_FOUND));
  }

  private Map<String, List<DeclaredFiles>> list() {
    FileIndex index = FileIndex.of(miner.database().sectors().all());
    Map<String, List<DeclaredFiles>> list = new TreeMap<>();
    for (PathTable.Stored path : paths()) {
      String id = path.mount().id().id();
      list.put(id, index.on(id));
    }
    return list;
  }

  private Map<String, String> local() {
    Map<String, String> folders = new TreeMap<>();
    for (PathTable.Stored path : paths()) {
      PathTable.Seen here = path.hosts().get(miner.host());
      if (here != null) {
        folders.put(path.mount().id().id(), here.folder());
      }
    }
    return folders;
  }

  private PathSpace space(PathTable.Stored path) {
    PathTable.Mount mount = path.mount();
    long reserved =
        miner.database().paths().reserved().getOrDefault(mount.id(), Map.of()).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    long limit = mount.maxStorage() > 0 ? mount.maxStorage() - mount.used() : Long.MAX_VALUE;
    long available = Math.max(0, Math.min(mount.free(), limit) - reserved);
    return new PathSpace(
        mount.capacity(), available, mount.free(), reserved, mount.maxStorage(), mount.used());
  }

  private static StoragePath path(PathTable.Stored stored) {
    PathTable.Mount mount = stored.mount();
    return new StoragePath(
        mount.id().id(),
        Optional.of(urls(stored)),
        mount.weight(),
        mount.maxStorage(),
        mount.roles().contains(Role.SEAL),
        mount.roles().contains(Role.STORE),
        Optional.empty(),
        Optional.empty(),
        NO_LIMITS);
  }

  /** Files are not served over the network: hosts mount the paths they need. */
  private static List<String> urls(PathTable.Stored stored) {
    return stored.hosts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(host -> "file://" + host.getKey() + host.getValue().folder())
        .toList();
  }

  /** The paths that have any of the files, best first. */
  private List<SectorCopy> find(SectorId sector, long types) {
    FileIndex index = FileIndex.of(miner.database().sectors().all());
    List<SectorCopy> copies = new ArrayList<>();
    for (PathTable.Stored path : paths()) {
      long found =
          index.on(path.mount().id().id()).stream()
              .filter(files -> files.sector().equals(sector))
              .mapToLong(DeclaredFiles::types)
              .reduce(0, (a, b) -> a | b);
      if ((found & types) != 0) {
        copies.add(copy(path, sector, FileType.of(types), FileType.of(found & types).size()));
      }
    }
    copies.sort(Comparator.comparingLong(SectorCopy::weight).reversed());
    return copies;
  }

  private static SectorCopy copy(
      PathTable.Stored path, SectorId sector, Set<FileType> asked, int found) {
    List<String> bases = urls(path);
    String file = "/" + asked.iterator().next().wireName() + "/" + sector.fileName();
    boolean store = path.mount().roles().contains(Role.STORE);
    return new SectorCopy(
        path.mount().id().id(),
        Optional.of(bases.stream().map(base -> base + file).toList()),
        Optional.of(bases),
        path.mount().weight() * found,
        path.mount().roles().contains(Role.SEAL),
        store,
        store,
        NO_LIMITS);
  }
}
