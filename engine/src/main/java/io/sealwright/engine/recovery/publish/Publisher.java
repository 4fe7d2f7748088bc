package io.sealwright.engine.recovery.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.publish.SectorLayout.Staging;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.proofs.porep.TAux;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts a sector in place so that no instant shows half of it under its name.
 *
 * <pre>
 *   copy everything into the staging folder, forced to the disk   a kill here: copied again
 *   write the mark "ready"                                        from here on: only moved
 *   move unsealed, cache, and last the sealed file into place     a kill here: moved on
 *   remove the staging folder
 * </pre>
 *
 * Every step can be done twice, so whatever a killed run left is finished by the next.
 */
public final class Publisher {
  private final SectorLayout layout;
  private final Progress progress;

  public Publisher(SectorLayout layout, Progress progress) {
    this.layout = layout;
    this.progress = progress;
  }

  /**
   * Copies and moves a product; {@code finished} runs when it is in place, before the last trace.
   */
  public void publish(Product product, Keep keep, Cleanup finished)
      throws IOException, InterruptedException {
    try (FolderLock _ = lock()) {
      Staging staging = layout.staging();
      ReadyMark wanted = new ReadyMark(product.replicaId(), product.commR());
      if (Published.ready(layout, product.size()).filter(wanted::equals).isEmpty()) {
        Scratch.discardFolder(staging.folder(), Set.of(FolderLock.in(staging.folder())));
        copyOrNothing(product, keep);
      }
      settle(product.size(), product.commR(), finished);
    }
  }

  /** Moves what a killed run left in a staging folder. */
  public void finish(SectorSize size, CommR commR, Cleanup finished) throws IOException {
    try (FolderLock _ = lock()) {
      settle(size, commR, finished);
    }
  }

  /** Removes what a killed run left of a sector that is complete without it. */
  public void tidy() throws IOException {
    if (Files.exists(layout.staging().folder())) {
      try (FolderLock _ = lock()) {
        Scratch.discardFolder(layout.staging().folder());
      }
    }
  }

  /** What is removed once a sector is published. */
  @FunctionalInterface
  public interface Cleanup {
    void run() throws IOException;
  }

  private FolderLock lock() throws IOException {
    Path folder = layout.staging().folder();
    return FolderLock.take(folder)
        .orElseThrow(() ->
            new FileSystemException(
                folder.toString(), null, "another process is publishing this sector"));
  }

  /** A disk that is full holds nothing of a sector that could not be copied whole. */
  private void copyOrNothing(Product product, Keep keep) throws IOException, InterruptedException {
    try {
      copy(product, keep);
    } catch (IOException e) {
      Scratch.discardFolder(layout.staging().folder());
      throw e;
    }
  }

  private void copy(Product product, Keep keep) throws IOException, InterruptedException {
    Staging staging = layout.staging();
    CacheFolder cache = staging.cache();
    Files.createDirectories(cache.folder());
    Map<Path, Path> copies = new LinkedHashMap<>();
    for (Path file : keep.files(product.cache(), product.size())) {
      copies.put(file, cache.folder().resolve(file.getFileName()));
    }
    if (product.unsealed().isPresent()) {
      switch (product.unsealed().get()) {
        case SectorData.Staged(Path file) -> copies.put(file, staging.unsealed());
        case SectorData.Zeros _ -> Durable.writeZeros(staging.unsealed(), product.size().bytes());
      }
    }
    copies.put(product.sealed(), staging.sealed());
    copyAll(copies);
    Durable.write(cache.tAux(), tAux(product.size()));
    for (Map.Entry<String, String> extra : product.extras().entrySet()) {
      Durable.write(cache.folder().resolve(extra.getKey()), extra.getValue().getBytes(UTF_8));
    }
    Durable.syncFolder(cache.folder());
    new ReadyMark(product.replicaId(), product.commR()).write(staging.ready());
  }

  /** The published t_aux names the folder it is published in. */
  private byte[] tAux(SectorSize size) {
    return TAux.bytes(size, layout.cache().folder().toAbsolutePath().normalize().toString());
  }

  private void copyAll(Map<Path, Path> copies) throws IOException, InterruptedException {
    long total = 0;
    for (Path file : copies.keySet()) {
      total += Files.size(file);
    }
    long all = total;
    AtomicLong done = new AtomicLong();
    for (Map.Entry<Path, Path> copy : copies.entrySet()) {
      Durable.copy(
          copy.getKey(),
          copy.getValue(),
          bytes -> progress.on(new ProgressEvent(Phase.PUBLISH, 0, done.addAndGet(bytes), all)));
    }
  }

  private void settle(SectorSize size, CommR commR, Cleanup finished) throws IOException {
    boolean whole =
        Published.ready(layout, size).filter(mark -> mark.commR().equals(commR)).isPresent();
    if (!whole) {
      throw new FileSystemException(
          layout.staging().folder().toString(), null, "changed while it was published");
    }
    if (Published.inPlace(layout, size, commR) instanceof Published.Foreign foreign) {
      throw new FileSystemException(foreign.path().toString(), null, "is in the way; move it away");
    }
    move(layout.staging().unsealed(), layout.unsealed());
    moveCache();
    move(layout.staging().sealed(), layout.sealed());
    finished.run();
    Scratch.discardFolder(layout.staging().folder());
    Durable.syncFolder(layout.root());
  }

  /**
   * A cache folder already in place is the same sector's: what is staged replaces the files of the
   * same names, and whatever else it holds (layers, perhaps) stays.
   */
  private void moveCache() throws IOException {
    Path staged = layout.staging().cache().folder();
    Path place = layout.cache().folder();
    if (!Files.isDirectory(staged) || !Files.isDirectory(place)) {
      move(staged, place);
      return;
    }
    try (var files = Files.newDirectoryStream(staged)) {
      for (Path file : files) {
        Durable.move(file, place.resolve(file.getFileName()));
      }
    }
    Scratch.discardFolder(staged);
  }

  private static void move(Path staged, Path place) throws IOException {
    if (Files.exists(staged)) {
      Files.createDirectories(place.resolveSibling(".").normalize());
      Durable.move(staged, place);
    }
  }
}
