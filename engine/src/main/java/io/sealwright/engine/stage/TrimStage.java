package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Step;
import io.sealwright.engine.stage.attempt.Publication.Withdraw;
import io.sealwright.engine.stage.attempt.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** FIN: drops what proving does not read, when what it reads is seen to be right. */
record TrimStage(Job job) {

  Made make() throws StageFailed, IOException {
    Evidence known = job.order().state().known();
    LocalPath path = job.path(known.find(Evidence.Labelled.class).orElseThrow().at());
    SectorLayout place = path.sector(job.order().sector());
    SealFiles files = new SealFiles(job.size());
    job.require(path, files.kept(place.cache()));
    job.require(path, Map.of(place.sealed(), job.size().bytes()));
    KeptCheck.of(job, known.replica().orElseThrow()).require(place.cache(), place.sealed());

    Attempt attempt = job.attempt(path, Work.FIN, Attempt.Worth.NOTHING);
    List<Step> steps = new ArrayList<>();
    for (Path file : files.dropped(place.cache())) {
      if (Files.exists(file)) {
        steps.add(new Withdraw(file, attempt.aside(SealFiles.name(file))));
      }
    }
    return Made.of(new Publication(steps), new SectorEvent.Trimmed());
  }
}
