package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * GET: brings a trimmed sector to where it stays. The files it was copied from go when the event is
 * written down and the new ones have been looked at in their place.
 */
final class StoreStage {
  private final Job job;
  private final KeptCheck check;
  private final Place sealedAt;
  private final LocalPath to;
  private final SectorLayout place;

  StoreStage(Job job) throws StageFailed {
    Evidence known = job.order().state().known();
    this.job = job;
    this.check = KeptCheck.of(job, known.replica().orElseThrow());
    this.sealedAt = known.find(Evidence.Labelled.class).orElseThrow().at();
    this.to = job.path(job.order().store(), Role.STORE);
    this.place = to.sector(job.order().sector());
  }

  Made make() throws StageFailed, IOException, InterruptedException {
    SectorEvent.Stored event = new SectorEvent.Stored(to.id());
    if (sealedAt.equals(to.id())) {
      requireSource(to);
      return Made.of(Publication.NOTHING, event);
    }
    if (check.holds(place.cache(), place.sealed())) {
      return new Made(Publication.NOTHING, event, leave(job.pathIfHere(sealedAt)));
    }
    LocalPath from = job.path(sealedAt);
    requireSource(from);
    Publication renames = new Copying(job, check, from, to).run();
    return new Made(renames, event, leave(Optional.of(from)));
  }

  private void requireSource(LocalPath path) throws StageFailed, IOException {
    SectorLayout source = path.sector(job.order().sector());
    job.require(path, new SealFiles(job.size()).kept(source.cache()));
    job.require(path, Map.of(source.sealed(), job.size().bytes()));
    check.require(source.cache(), source.sealed());
  }

  /**
   * Takes the sector's files from the path it was sealed on. As nobody is fenced out by then, they
   * must be the very files that were there before: nothing that was put there since.
   */
  private Made.Afterwards leave(Optional<LocalPath> from) throws StageFailed, IOException {
    if (from.isEmpty()) {
      return () -> {};
    }
    SectorLayout source = from.get().sector(job.order().sector());
    Attempt leaving = job.attempt(from.get(), Work.GET, Attempt.Worth.NOTHING);
    Object sealed = identity(source.sealed());
    Object cache = identity(source.cache().folder());
    return () -> {
      check.require(place.cache(), place.sealed());
      withdraw(source.sealed(), sealed, leaving.aside("sealed"));
      withdraw(source.cache().folder(), cache, leaving.aside("cache"));
    };
  }

  private static void withdraw(Path file, Object identity, Path aside) throws IOException {
    if (Files.exists(file) && identity(file).equals(identity)) {
      Files.createDirectories(aside.resolveSibling(""));
      Durable.move(file, aside);
    }
  }

  /** What tells a file from any other that has its name at another time. */
  private static Object identity(Path file) throws IOException {
    return Files.exists(file)
        ? Objects.requireNonNullElse(
            Files.readAttributes(file, BasicFileAttributes.class).fileKey(), file)
        : file;
  }
}
