package io.sealwright.engine.stage;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Install;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.storage.FinalizePlan;
import io.sealwright.engine.storage.FinalizePlan.Step;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.proofs.porep.TAux;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings what is kept of a sector from one path to another, as far as into an attempt there, and
 * checks it; a {@link FinalizePlan} says in which steps. What an earlier attempt copied is used,
 * and copied again if it is wrong.
 */
final class Copying {
  private final Job job;
  private final KeptCheck check;
  private final LocalPath from;
  private final LocalPath to;
  private final SectorLayout source;
  private final SectorLayout place;
  private final Attempt attempt;

  Copying(Job job, KeptCheck check, LocalPath from, LocalPath to) throws IOException, StageFailed {
    this.job = job;
    this.check = check;
    this.from = from;
    this.to = to;
    this.source = from.sector(job.order().sector());
    this.place = to.sector(job.order().sector());
    this.attempt = job.attempt(to, Work.GET, folder -> staged(folder).size());
  }

  private static Path staged(Path folder, FileType type) {
    return folder.resolve(type.wireName());
  }

  private Path staged(FileType type) {
    return attempt.resolve(type.wireName());
  }

  private static Set<FileType> staged(Path folder) {
    Set<FileType> staged = EnumSet.noneOf(FileType.class);
    for (FileType type : List.of(FileType.CACHE, FileType.SEALED)) {
      if (Files.exists(staged(folder, type))) {
        staged.add(type);
      }
    }
    return staged;
  }

  Publication run() throws IOException, InterruptedException {
    Set<FileType> staged = staged(attempt.resolve(""));
    if (!staged.isEmpty()) {
      try {
        return copy(staged);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException _) {
        attempt.clear(); // Of another replica, or damaged.
      }
    }
    return copy(Set.of());
  }

  private Publication copy(Set<FileType> staged) throws IOException, InterruptedException {
    FinalizePlan plan =
        FinalizePlan.of(
            new FinalizePlan.Facts(
                job.order().sector(),
                job.size(),
                from.id().path(),
                to.id().path(),
                onOneFileSystem(),
                false,
                staged,
                placed(staged),
                Set.of()));
    List<Publication.Step> renames = new ArrayList<>();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.CopyCache(var files) -> copyCache(files.keySet());
        case Step.CopyFile _ -> copySealed();
        case Step.LinkIn _ -> linkIn();
        case Step.CheckSizes _ -> check.requireCache(cache(staged));
        case Step.CheckOpenings _ -> check.require(cache(staged), staged(FileType.SEALED));
        case Step.Place(FileType type) -> renames.add(install(type));
        case Step.Discard _ -> throw new IllegalStateException("nothing is left to discard yet");
      }
    }
    return new Publication(renames);
  }

  /** An earlier attempt may have come as far as renaming the cache folder. */
  private Set<FileType> placed(Set<FileType> staged) {
    return staged.equals(Set.of(FileType.SEALED)) ? Set.of(FileType.CACHE) : Set.of();
  }

  private boolean onOneFileSystem() throws IOException {
    return Place.measure("from", from.folder())
        .store()
        .equals(Place.measure("to", to.folder()).store());
  }

  private CacheFolder cache(Set<FileType> staged) {
    return placed(staged).contains(FileType.CACHE)
        ? place.cache()
        : new CacheFolder(staged(FileType.CACHE));
  }

  private Install install(FileType type) {
    Path named = type == FileType.CACHE ? place.cache().folder() : place.sealed();
    return new Install(staged(type), named, attempt.aside(type.wireName()));
  }

  private Path unfinished(FileType type) {
    return attempt.resolve(type.wireName() + ".partial");
  }

  /** The copy of t_aux names the folder it will lie in. */
  private void copyCache(Collection<String> names) throws IOException, InterruptedException {
    CacheFolder unfinished = new CacheFolder(unfinished(FileType.CACHE));
    Scratch.discardFolder(unfinished.folder());
    Files.createDirectory(unfinished.folder());
    for (String name : names) {
      copy(source.cache().folder().resolve(name), unfinished.folder().resolve(name));
    }
    Durable.write(unfinished.tAux(), TAux.bytes(job.size(), place.cache().folder().toString()));
    Durable.syncFolder(unfinished.folder());
    Durable.move(unfinished.folder(), staged(FileType.CACHE));
  }

  private void copySealed() throws IOException, InterruptedException {
    copy(source.sealed(), unfinished(FileType.SEALED));
    Durable.move(unfinished(FileType.SEALED), staged(FileType.SEALED));
  }

  private void linkIn() throws IOException, InterruptedException {
    if (!SealFiles.link(source.sealed(), staged(FileType.SEALED))) {
      copySealed();
    }
  }

  private void copy(Path file, Path copy) throws IOException, InterruptedException {
    long total = Files.size(file);
    AtomicLong done = new AtomicLong();
    Durable.copy(
        file,
        copy,
        bytes ->
            job.means()
                .progress()
                .on(new ProgressEvent(Phase.PUBLISH, 0, done.addAndGet(bytes), total)));
  }
}
