package io.sealwright.engine.stage;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Step;
import io.sealwright.engine.stage.attempt.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes all that this host has of a removed sector from its places. What the chain had goes to the
 * trash of its path and can be brought back for a while; the rest, which is only worth the work of
 * making it, goes for good.
 */
record RemoveStage(Job job) {
  Made make() throws StageFailed, IOException {
    job.path(job.order().bench());
    Remains.Fate fate = Remains.fate(job.order().state().known());
    List<Step> steps = new ArrayList<>();
    for (LocalPath path : job.mounted()) {
      PlacedFiles files = PlacedFiles.of(path, job.order().sector());
      if (!files.types().isEmpty()) {
        steps.addAll(
            fate == Remains.Fate.TO_TRASH
                ? files.toTrash(job.equipment().clock().instant())
                : files.aside(job.attempt(path, Work.REMOVE, Attempt.Worth.NOTHING)));
      }
    }
    return Made.of(new Publication(steps), new SectorEvent.Removed());
  }
}
