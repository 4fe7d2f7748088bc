package io.sealwright.engine.faults;

import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.work.path.HostPath;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A storage path that is full at times, or away, or of which a part cannot be used. */
final class Disk {
  private static final Path FULL = Path.of("/dev/full");
  private static final long ROOM = 1L << 39;
  private static final long OF_REPLICA = 1L << 30;
  private static final List<String> PARTS = List.of("sealed", "cache", "sealwright-work");

  private static final List<FileType> TYPES = List.of(FileType.SEALED, FileType.CACHE);

  private final HostPath path;
  private final List<Moved> moved = new ArrayList<>();
  private boolean full;

  /** What lies elsewhere for a while. */
  private record Moved(Path place, Path elsewhere) {}

  Disk(Path folder, boolean seals, String id) throws Exception {
    Files.createDirectories(folder);
    path = HostPath.enter(folder, new HostPath.Wanted(seals, !seals, 10), id);
  }

  Path folder() {
    return path.folder();
  }

  StoragePath.Id id() {
    return path.id();
  }

  /** Free space is what the run says, not what this machine has: less by each replica. */
  Mount look() {
    Mount now = path.look();
    return now.error().isEmpty()
        ? new Mount(now.id(), now.folder(), now.roles(), now.weight(), 0, 2 * ROOM, free(), 0, "")
        : now;
  }

  private long free() {
    if (full) {
      return 0;
    }
    try {
      return ROOM - OF_REPLICA * Attempt.children(folder().resolve("sealed")).size();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a sector has in its places here. */
  List<Path> files(SectorId sector) throws IOException {
    List<Path> files = new ArrayList<>();
    for (FileType type : TYPES) {
      Path place = new PathLayout(folder()).file(type, sector);
      if (Files.exists(place)) {
        try (var all = Files.walk(place)) {
          all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }

  /** Copies that to another disk. */
  void copy(SectorId sector, Disk to) throws IOException {
    for (Path file : files(sector)) {
      Path copy = to.folder().resolve(folder().relativize(file));
      Files.createDirectories(copy.resolveSibling(""));
      Files.copy(file, copy);
    }
  }

  boolean isWell() {
    return moved.isEmpty() && !full;
  }

  void fill() {
    full = true;
  }

  /** The mount point is there, and empty. */
  void unmount() throws IOException {
    if (moved.isEmpty()) {
      Path elsewhere = folder().resolveSibling(folder().getFileName() + ".away");
      Files.move(folder(), elsewhere);
      Files.createDirectory(folder());
      moved.add(new Moved(folder(), elsewhere));
    }
  }

  /** One of its folders is a file, so that all that goes through it fails. */
  void block(Random random) throws IOException {
    String part = PARTS.get(random.nextInt(PARTS.size()));
    Path place = folder().resolve(part);
    if (moved.isEmpty() && Files.isDirectory(place)) {
      Path elsewhere = folder().resolve(part + ".away");
      Files.move(place, elsewhere);
      Files.createFile(place);
      moved.add(new Moved(place, elsewhere));
    }
  }

  /** From now on nothing can be written to what the newest attempt is about to make. */
  void fillAttempts(Random random) throws IOException {
    List<String> names =
        List.of(
            "ready.partial",
            "cache.partial",
            "sealed.partial",
            "sealed",
            "cache/t_aux.partial",
            "cache/p_aux.partial",
            "cache/sc-02-data-layer-2.dat",
            "cache/sc-02-data-tree-c.dat",
            "cache/sc-02-data-tree-r-last.dat");
    String name = names.get(random.nextInt(names.size()));
    Path attempts = folder().resolve("sealwright-work");
    if (!Files.exists(FULL) || !Files.isDirectory(attempts)) {
      return;
    }
    try (var all = Files.walk(attempts, 2)) {
      for (Path attempt :
          all.filter(Files::isDirectory)
              .filter(each -> attempts.relativize(each).getNameCount() == 2)
              .sorted()
              .toList()) {
        Path file = attempt.resolve(name);
        if (Files.isDirectory(file.resolveSibling("")) && !Files.exists(file)) {
          Files.createSymbolicLink(file, FULL);
        }
      }
    }
  }

  /** What an operator does: it is there again, and what lay in its place is gone. */
  void mend() throws IOException {
    full = false;
    for (Moved each : moved.reversed()) {
      Scratch.discardFolder(each.place);
      Scratch.discard(each.place);
      Files.move(each.elsewhere, each.place);
    }
    moved.clear();
  }
}
