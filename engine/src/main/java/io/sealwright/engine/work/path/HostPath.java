package io.sealwright.engine.work.path;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.PathMark;
import io.sealwright.engine.storage.StorageFileDamaged;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.lotus.cluster.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of this host that is a storage path. */
public record HostPath(Path folder, PathMark mark) {
  private static final Logger LOG = LoggerFactory.getLogger(HostPath.class);

  public HostPath {
    folder = folder.toAbsolutePath().normalize();
  }

  /** What an operator wants of a path. */
  public record Wanted(boolean seal, boolean store, long weight) {
    private boolean isSaidBy(StoragePath path) {
      return path.canSeal() == seal && path.canStore() == store && path.weight() == weight;
    }

    private static Wanted saidBy(StoragePath path) {
      return new Wanted(path.canSeal(), path.canStore(), path.weight());
    }

    @Override
    public String toString() {
      return "seal=%s, store=%s, weight=%d".formatted(seal, store, weight);
    }
  }

  /**
   * Enters a folder, which becomes a storage path if it is none yet.
   *
   * @param id of a path that is made
   * @throws PathRefused if it is a path already and says other than is wanted
   */
  public static HostPath enter(Path folder, Wanted wanted, String id)
      throws PathRefused, IOException {
    if (!Files.isDirectory(folder)) {
      throw new PathRefused(folder + " is not there");
    }
    Path file = new PathLayout(folder).mark();
    if (!Files.exists(file)) {
      HostPath made = new HostPath(folder, new PathMark(path(id, wanted), true));
      if (made.write()) {
        return made;
      }
    }
    HostPath there = read(folder);
    if (!wanted.isSaidBy(there.mark.path())) {
      throw new PathRefused(
          "%s says %s where %s is wanted"
              .formatted(file, Wanted.saidBy(there.mark.path()), wanted));
    }
    return there;
  }

  /** Makes a folder a path, which it must not be yet. */
  public static HostPath make(Path folder, PathMark mark) throws PathRefused, IOException {
    HostPath made = new HostPath(folder, mark);
    if (!made.write()) {
      throw new PathRefused(folder + " is a storage path already");
    }
    return made;
  }

  /** Workers of several hosts may begin with a new path at the same moment; one makes its file. */
  private boolean write() throws IOException {
    Path file = new PathLayout(folder).mark();
    Path beside = file.resolveSibling("%s.%s.partial".formatted(PathMark.FILE, mark.path().id()));
    try {
      return Durable.writeNew(file, beside, mark.text().getBytes(StandardCharsets.UTF_8));
    } finally {
      Scratch.discard(beside);
    }
  }

  /**
   * Enters a folder that the cluster knows as a path. Where its file is not there, or is another's,
   * the disk is not mounted, or another one: nothing is written, and the path is not well until its
   * own file is back.
   */
  public static HostPath enterAgain(Mount known, Wanted wanted) throws PathRefused, IOException {
    Path folder = Path.of(known.folder());
    HostPath expected = new HostPath(folder, new PathMark(path(known.id().id(), wanted), true));
    String error = Files.isDirectory(folder) ? expected.look().error() : "";
    if (error.isEmpty()) {
      return enter(folder, wanted, known.id().id());
    }
    LOG.error(
        "{} is the path {} of this cluster, and is not used: {}; mount it, or detach it first",
        folder,
        known.id(),
        error);
    return expected;
  }

  /** Enters a folder as its own file has it. */
  public static HostPath read(Path folder) throws PathRefused, IOException {
    Path file = new PathLayout(folder).mark();
    if (!Files.isRegularFile(file)) {
      throw new PathRefused(folder + " is no storage path: " + file + " is not there");
    }
    try {
      return new HostPath(folder, PathMark.parse(file.toString(), Files.readString(file)));
    } catch (StorageFileDamaged e) {
      throw new PathRefused(String.valueOf(e.getMessage()));
    }
  }

  private static StoragePath path(String id, Wanted wanted) {
    return new StoragePath(
        id,
        Optional.empty(),
        wanted.weight(),
        0,
        wanted.seal(),
        wanted.store(),
        Optional.empty(),
        Optional.empty(),
        StoragePath.Limits.none());
  }

  public io.sealwright.engine.schedule.StoragePath.Id id() {
    return new io.sealwright.engine.schedule.StoragePath.Id(mark.path().id());
  }

  /** Looks at it now. What is wrong is in the answer, as is a file of another path's. */
  public Mount look() {
    try {
      HostPath now = read(folder);
      if (!now.id().equals(id())) {
        return unwell(folder + " is the path " + now.id() + " now");
      }
      FileStore store = Files.getFileStore(folder);
      long max = now.mark.path().maxStorage();
      long used = max > 0 ? Place.used(folder) : 0;
      return now.mount(store.getTotalSpace(), store.getUsableSpace(), used, "");
    } catch (IOException e) {
      return unwell(e.toString());
    } catch (PathRefused e) {
      return unwell(String.valueOf(e.getMessage()));
    }
  }

  /** Whether nothing can be written to it, as on a disk that the system gave up. */
  boolean isReadOnly() {
    try {
      return Files.getFileStore(folder).isReadOnly();
    } catch (IOException _) {
      return false; // A look says what is wrong.
    }
  }

  Mount unwell(String error) {
    return mount(0, 0, 0, error);
  }

  private Mount mount(long capacity, long free, long used, String error) {
    StoragePath path = mark.path();
    return new Mount(
        id(),
        folder.toString(),
        roles(path),
        path.weight(),
        path.maxStorage(),
        capacity,
        free,
        used,
        error);
  }

  private static Set<Role> roles(StoragePath path) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (path.canSeal()) {
      roles.add(Role.SEAL);
    }
    if (path.canStore()) {
      roles.add(Role.STORE);
    }
    return roles;
  }
}
