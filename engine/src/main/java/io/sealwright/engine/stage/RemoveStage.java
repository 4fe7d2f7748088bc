package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Step;
import io.sealwright.engine.stage.attempt.Publication.Withdraw;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes all that this host has of a removed sector from its places. What the chain had goes to the
 * trash of its path and can be brought back for a while; the rest, which is only worth the work of
 * making it, goes for good.
 */
record RemoveStage(Job job) {
  private static final List<FileType> TYPES =
      List.of(FileType.SEALED, FileType.CACHE, FileType.UNSEALED);

  Made make() throws StageFailed, IOException {
    job.path(job.order().bench());
    boolean wasOnChain = job.order().state().known().find(Evidence.OnChain.class).isPresent();
    List<Step> steps = new ArrayList<>();
    for (LocalPath path : job.mounted()) {
      steps.addAll(wasOnChain ? trash(path) : discard(path));
    }
    return Made.of(new Publication(steps), new SectorEvent.Removed());
  }

  private List<Step> trash(LocalPath path) {
    PathLayout layout = new PathLayout(path.folder());
    SectorId sector = job.order().sector();
    List<Step> steps = new ArrayList<>();
    for (FileType type : TYPES) {
      Path file = layout.file(type, sector);
      if (Files.exists(file)) {
        TrashName name =
            new TrashName(
                job.equipment().clock().instant().plus(TrashRule.WEEK.keep()), type, sector);
        steps.add(new Withdraw(file, layout.trash(name)));
      }
    }
    return steps;
  }

  private List<Step> discard(LocalPath path) throws StageFailed, IOException {
    PathLayout layout = new PathLayout(path.folder());
    SectorId sector = job.order().sector();
    List<FileType> there =
        TYPES.stream().filter(type -> Files.exists(layout.file(type, sector))).toList();
    if (there.isEmpty()) {
      return List.of();
    }
    Attempt attempt = job.attempt(path, Work.REMOVE, Attempt.Worth.NOTHING);
    return there.stream()
        .<Step>map(type -> new Withdraw(layout.file(type, sector), attempt.aside(type.wireName())))
        .toList();
  }
}
