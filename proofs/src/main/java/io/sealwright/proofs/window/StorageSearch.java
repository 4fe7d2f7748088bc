package io.sealwright.proofs.window;

import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the files of sectors on storage paths laid out as Lotus's: {@code sealed/NAME} and {@code
 * cache/NAME/}. Each path is listed by a thread of its own; one that does not answer in time is
 * done without.
 */
public final class StorageSearch {
  /** What a path holds: names below its two folders, and the size of a sector there. */
  private record Contents(Set<String> caches, Set<String> sealed, Optional<SectorSize> size) {}

  private final MinerId miner;
  private final List<PostVerifier.Subject> wanted;
  private final Map<Path, Contents> contents = new HashMap<>();
  private final Map<Path, String> failures = new HashMap<>();

  private StorageSearch(MinerId miner, List<PostVerifier.Subject> wanted) {
    this.miner = miner;
    this.wanted = wanted;
  }

  /**
   * What was found.
   *
   * @param size of the sectors, as the first of them is long
   * @param missing the sectors of which no path that answered has both parts
   * @param failures of paths: what each did instead of answering, in a clause
   */
  public record Found(
      Optional<SectorSize> size,
      List<Spot> spots,
      List<BadSector> missing,
      Map<Path, String> failures) {
    public Found {
      spots = List.copyOf(spots);
      missing = List.copyOf(missing);
      failures = Map.copyOf(failures);
    }

    /** The sectors that were found, taken to be of a size. */
    public List<PlacedSector> placed(MinerId miner, SectorSize of) {
      return spots.stream().map(spot -> spot.placed(miner, of)).toList();
    }
  }

  /** Where the two parts of a sector are. */
  public record Spot(PostVerifier.Subject sector, Path cachePath, Path sealedPath) {
    private PlacedSector placed(MinerId miner, SectorSize size) {
      String name = new SectorId(miner, sector.sector()).fileName();
      return new PlacedSector(
          new KeptSector(
              sector.sector(),
              size,
              sector.commR(),
              new CacheFolder(cachePath.resolve("cache").resolve(name)),
              sealedPath.resolve("sealed").resolve(name)),
          cachePath,
          sealedPath);
    }
  }

  /** Looks for the sectors of a miner; a path that was given first is preferred. */
  public static Found find(
      List<Path> storage,
      MinerId miner,
      List<PostVerifier.Subject> wanted,
      InstantSource clock,
      Instant until)
      throws InterruptedException {
    StorageSearch search = new StorageSearch(miner, wanted);
    List<Thread> threads = new ArrayList<>();
    for (Path path : storage) {
      threads.add(
          Thread.ofPlatform().daemon().name("post-list-" + path).start(() -> search.look(path)));
    }
    for (Thread thread : threads) {
      Duration left = Duration.between(clock.instant(), until);
      if (!thread.join(left.isPositive() ? left : Duration.ofMillis(1))) {
        thread.interrupt();
      }
    }
    return search.found(storage);
  }

  private void look(Path path) {
    try {
      Set<String> sealed = names(path.resolve("sealed"));
      Contents found =
          new Contents(names(path.resolve("cache")), sealed, size(path.resolve("sealed"), sealed));
      synchronized (this) {
        contents.put(path, found);
      }
    } catch (IOException e) {
      synchronized (this) {
        failures.put(path, "cannot be listed: " + DiskWords.of(e));
      }
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Set.of();
    } catch (UncheckedIOException e) { // The listing began, and failed on its way.
      throw Objects.requireNonNull(e.getCause());
    }
    return names;
  }

  private Optional<SectorSize> size(Path folder, Set<String> names) throws IOException {
    for (PostVerifier.Subject sector : wanted) {
      String name = new SectorId(miner, sector.sector()).fileName();
      if (names.contains(name)) {
        Optional<SectorSize> size = SectorSize.ofBytes(Files.size(folder.resolve(name)));
        if (size.isPresent()) {
          return size;
        }
      }
    }
    return Optional.empty();
  }

  private synchronized Found found(List<Path> storage) {
    Map<Path, String> silent = new HashMap<>(failures);
    storage.stream()
        .filter(path -> !contents.containsKey(path))
        .forEach(path -> silent.putIfAbsent(path, "does not answer"));
    List<Path> unknown = storage.stream().filter(silent::containsKey).toList();
    List<Spot> spots = new ArrayList<>();
    List<BadSector> missing = new ArrayList<>();
    for (PostVerifier.Subject sector : wanted) {
      String name = new SectorId(miner, sector.sector()).fileName();
      Optional<Path> cache =
          listed(storage).filter(path -> of(path).caches.contains(name)).findFirst();
      Optional<Path> sealed =
          listed(storage).filter(path -> of(path).sealed.contains(name)).findFirst();
      if (cache.isPresent() && sealed.isPresent()) {
        spots.add(new Spot(sector, cache.get(), sealed.get()));
      } else {
        Defect.Part part = sealed.isEmpty() ? Defect.Part.SEALED_FILE : Defect.Part.CACHE_FOLDER;
        missing.add(
            new BadSector(
                sector.sector(), sealed.or(() -> cache), new Defect.Nowhere(part, unknown)));
      }
    }
    return new Found(
        listed(storage).flatMap(path -> of(path).size.stream()).findFirst(),
        spots,
        missing,
        silent);
  }

  private Stream<Path> listed(List<Path> storage) {
    return storage.stream().filter(contents::containsKey);
  }

  private Contents of(Path path) {
    return Optional.ofNullable(contents.get(path)).orElseThrow();
  }
}
