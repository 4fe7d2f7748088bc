package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.vanilla.OpeningPhase;
import io.sealwright.proofs.vanilla.OpeningsBinary;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** C1: opens what the seed challenges and verifies every opening. It leaves no file. */
record OpeningStage(Job job) {

  Made make() throws StageFailed, IOException, InterruptedException {
    Evidence.Seeded known = job.order().state().known().find(Evidence.Seeded.class).orElseThrow();
    Evidence.Replicated replicated = known.preCommitted().replicated();
    Evidence.Labelled labelled = replicated.labelled();
    LocalPath path = job.path(labelled.at());
    SectorLayout place = path.sector(job.order().sector());
    requireInputs(path, place, replicated);
    SealOpenings openings =
        new OpeningPhase(job.means())
            .open(
                labelled.ticketed().order(),
                labelled.commD(),
                known.seed().value(),
                place.cache(),
                place.sealed());
    ByteString bytes = ByteString.of(OpeningsBinary.write(openings));
    return Made.of(new Publication(List.of(), Optional.of(bytes)), new SectorEvent.OpeningsMade());
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
}
