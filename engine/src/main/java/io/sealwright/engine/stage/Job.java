package io.sealwright.engine.stage;

import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.vanilla.DamagedOpenings;
import io.sealwright.proofs.vanilla.SectorDamaged;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of a stage: what it was told, which attempts it holds, which files it reads. */
final class Job implements AutoCloseable {
  private final StageOrder order;
  private final LocalPaths paths;
  private final Equipment equipment;
  private final List<Attempt> attempts = new ArrayList<>();
  private final Set<Path> inputs = new HashSet<>();
  private final Set<LocalPath> sources = new HashSet<>();

  Job(StageOrder order, LocalPaths paths, Equipment equipment) {
    this.order = order;
    this.paths = paths;
    this.equipment = equipment;
  }

  StageOrder order() {
    return order;
  }

  Equipment equipment() {
    return equipment;
  }

  Means means() {
    return equipment.means(order.sector());
  }

  SectorSize size() {
    return order.state().known().pledged().proof().size();
  }

  /** A path that must be here. What is not mounted is this host's trouble, not the sector's. */
  LocalPath path(Place place) throws StageFailed {
    LocalPath path =
        paths
            .find(place)
            .orElseThrow(() ->
                failed(Trouble.Kind.HOST, "path " + place + " is not attached to this worker"));
    requireMounted(path);
    return path;
  }

  /** All paths that are there now. */
  List<LocalPath> mounted() {
    return paths.paths().stream().filter(LocalPath::isMounted).toList();
  }

  Optional<LocalPath> pathIfHere(Place place) {
    return paths.find(place).filter(LocalPath::isMounted);
  }

  private void requireMounted(LocalPath path) throws StageFailed {
    if (!path.isMounted()) {
      throw failed(
          Trouble.Kind.HOST,
          "path %s is not mounted at %s: its disk is away, or two machines have one worker.host"
              .formatted(path.id(), path.folder()));
    }
  }

  /** A path for a use, which it must have. */
  LocalPath path(Place place, Role role) throws StageFailed {
    LocalPath path = path(place);
    if (!path.roles().contains(role)) {
      throw failed(
          Trouble.Kind.HOST, "path " + place + " does not " + role.name().toLowerCase(Locale.ROOT));
    }
    return path;
  }

  /** Begins, or goes on with, an attempt on a path; it is held until the job is closed. */
  Attempt attempt(LocalPath path, Work work, Attempt.Worth worth) throws IOException, StageFailed {
    Attempt attempt =
        Attempt.open(path, order.attempt(work), worth)
            .orElseThrow(
                () -> failed(Trouble.Kind.HOST, "another process is at this very attempt"));
    attempts.add(attempt);
    return attempt;
  }

  /** Files that the stage reads, all of which must be there with these lengths. */
  void require(LocalPath path, Map<Path, Long> files) throws StageFailed, IOException {
    sources.add(path);
    inputs.addAll(files.keySet());
    for (Map.Entry<Path, Long> file : files.entrySet()) {
      if (!Files.isRegularFile(file.getKey())) {
        requireMounted(path);
        throw failed(Trouble.Kind.INPUT_LOST, file.getKey() + " is not there");
      }
      long bytes = Files.size(file.getKey());
      if (bytes != file.getValue()) {
        throw failed(
            Trouble.Kind.INPUT_BAD,
            DiskWords.of(
                new DiskFault.OtherLength(file.getKey().toString(), bytes, file.getValue())));
      }
    }
  }

  /** Another name by which an input is read. */
  void alsoReads(Path input) {
    inputs.add(input);
  }

  StageFailed failed(Trouble.Kind kind, String words) {
    return new StageFailed(order.state(), new Trouble(kind, words));
  }

  /** What a failure means: the host's own unless a file that the stage reads is at fault. */
  StageFailed failed(IOException failure) {
    boolean gone = sources.stream().anyMatch(path -> !path.isMounted());
    Trouble.Kind kind = gone ? Trouble.Kind.HOST : kind(failure);
    return failed(kind, DiskWords.of(failure));
  }

  private Trouble.Kind kind(IOException failure) {
    boolean wasRead = failure instanceof FileSystemException named && isInput(named);
    return switch (failure) {
      case SectorDamaged _, DamagedOpenings _ -> Trouble.Kind.INPUT_BAD;
      case NoSuchFileException _ when wasRead -> Trouble.Kind.INPUT_LOST;
      case FileSystemException _ when wasRead -> Trouble.Kind.INPUT_BAD;
      case IOException e when e.getCause() instanceof InternalError -> Trouble.Kind.INPUT_BAD;
      case IOException e when e.getCause() instanceof IllegalArgumentException ->
          Trouble.Kind.INPUT_BAD;
      default -> Trouble.Kind.HOST;
    };
  }

  private boolean isInput(FileSystemException failure) {
    String file = failure.getFile();
    return file != null && inputs.contains(Path.of(file));
  }

  /** Removes attempts with which nobody could go on. */
  void discardFruitless() throws IOException {
    for (Attempt attempt : attempts) {
      attempt.discardIfFruitless();
    }
  }

  void discard() throws IOException {
    for (Attempt attempt : attempts) {
      attempt.discard();
    }
  }

  @Override
  public void close() throws IOException {
    for (Attempt attempt : attempts) {
      attempt.close();
    }
  }
}
