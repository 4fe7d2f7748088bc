package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Install;
import io.sealwright.engine.stage.attempt.Publication.Withdraw;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.LabelJournal;
import io.sealwright.proofs.porep.LabelNote;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * P1. Layers that an earlier attempt made, or that are in place already, are gone on from when
 * their digests are those that were noted. What is in place is not touched: the attempt gives it
 * second names.
 */
final class LabelStage {
  private static final Logger LOG = LoggerFactory.getLogger(LabelStage.class);
  private static final String CACHE = "cache";

  private final Job job;
  private final SealOrder seal;
  private final CommD commD;
  private final Bytes32 replicaId;

  LabelStage(Job job) {
    Evidence.Ticketed known =
        job.order().state().known().find(Evidence.Ticketed.class).orElseThrow();
    if (!known.filled().pieces().stream().allMatch(FoundPieces::isZero)) {
      throw new IllegalArgumentException("a sector of committed capacity holds zeros");
    }
    this.job = job;
    this.seal = known.order();
    this.commD = Pieces.zeroCommD(job.size());
    this.replicaId = seal.replicaId(commD);
  }

  Made make() throws StageFailed, IOException, InterruptedException {
    LocalPath path = job.path(job.order().bench(), Role.SEAL);
    SectorLayout place = path.sector(job.order().sector());
    Attempt attempt = job.attempt(path, Work.PC1, folder -> layers(folder.resolve(CACHE)));
    CacheFolder cache = new CacheFolder(attempt.resolve(CACHE));
    Files.createDirectories(cache.folder());
    if (journal(cache).isEmpty()) {
      reuse(place.cache(), cache);
    }
    Labels labels = new Phase1(job.means()).run(seal, new SectorData.Zeros(), cache);
    labels.notes().forEach(note -> LOG.warn("sector {}: {}", job.order().sector(), words(note)));
    SealFiles.force(cache.folder());
    return Made.of(
        new Publication(
            List.of(
                new Withdraw(place.sealed(), attempt.aside("sealed")), // Of another ticket.
                new Install(cache.folder(), place.cache().folder(), attempt.aside(CACHE)))),
        new SectorEvent.Labelled(labels.commD(), path.id()));
  }

  private static String words(LabelNote note) {
    return switch (note) {
      case LabelNote.MadeAgain(int layer) ->
          "layer " + layer + " was missing or damaged on disk and was made again";
      case LabelNote.CameOutDifferently(int layer, Bytes32 before, Bytes32 now) ->
          "layer %d came out differently than before (%s, then %s): do not trust this host"
              .formatted(layer, before, now);
      case LabelNote.BesideAnother(int layers) ->
          layers + " layers were labelled in one thread with another sector's";
    };
  }

  /** How many layers of this replica are in a cache folder, and one for the note of it. */
  private long layers(Path cache) throws IOException {
    return journal(new CacheFolder(cache)).map(found -> 1L + found.digests().size()).orElse(0L);
  }

  private Optional<LabelJournal> journal(CacheFolder cache) throws IOException {
    return LabelJournal.read(cache).filter(found -> found.isOf(seal.config(), replicaId));
  }

  /** Takes the layers of a result that was published and perhaps not heard of. */
  private void reuse(CacheFolder published, CacheFolder cache) throws IOException {
    if (journal(published).isEmpty()) {
      return;
    }
    for (Path layer : new SealFiles(job.size()).layers(published).keySet()) {
      linkAnew(layer, cache);
    }
    linkAnew(published.journal(), cache);
  }

  private static void linkAnew(Path file, CacheFolder cache) throws IOException {
    Path second = cache.folder().resolve(SealFiles.name(file));
    Scratch.discard(second);
    SealFiles.link(file, second); // What has no second name is made again.
  }
}
