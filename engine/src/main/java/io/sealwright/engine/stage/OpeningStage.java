package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Install;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.vanilla.DamagedOpenings;
import io.sealwright.proofs.vanilla.OpeningPhase;
import io.sealwright.proofs.vanilla.SealOpenings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** C1: opens what the seed challenges and verifies every opening. */
record OpeningStage(Job job) {

  Made make() throws StageFailed, IOException, InterruptedException {
    Evidence.Seeded known = job.order().state().known().find(Evidence.Seeded.class).orElseThrow();
    Evidence.Replicated replicated = known.preCommitted().replicated();
    Evidence.Labelled labelled = replicated.labelled();
    LocalPath path = job.path(labelled.at());
    SectorLayout place = path.sector(job.order().sector());
    Path published = OpeningsFile.in(place.cache());
    if (isSound(published, known)) {
      return Made.of(Publication.NOTHING, new SectorEvent.OpeningsMade());
    }
    requireInputs(path, place, replicated);
    SealOpenings openings =
        new OpeningPhase(job.means())
            .open(
                labelled.ticketed().order(),
                labelled.commD(),
                known.seed().value(),
                place.cache(),
                place.sealed());
    Attempt attempt = job.attempt(path, Work.C1, Attempt.Worth.NOTHING);
    Path file = attempt.resolve(SealFiles.name(published));
    OpeningsFile.write(openings, file);
    return Made.of(
        new Publication(
            List.of(new Install(file, published, attempt.aside(SealFiles.name(published))))),
        new SectorEvent.OpeningsMade());
  }

  private void requireInputs(LocalPath path, SectorLayout place, Evidence.Replicated replicated)
      throws StageFailed, IOException {
    CacheFolder cache = place.cache();
    job.require(path, new SealFiles(job.size()).commit(cache));
    job.require(path, Map.of(place.sealed(), job.size().bytes()));
    if (!PAux.read(cache.pAux()).commR().equals(replicated.commR())) {
      throw job.failed(Trouble.Kind.INPUT_BAD, cache.pAux() + " does not give the sector's CommR");
    }
  }

  private static boolean isSound(Path file, Evidence.Seeded known) throws IOException {
    try {
      return Files.exists(file) && OpeningsFile.fault(OpeningsFile.read(file), known).isEmpty();
    } catch (DamagedOpenings _) {
      return false;
    }
  }
}
