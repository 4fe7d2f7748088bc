package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.LabelSeat;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.Replica;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes one replica on a workbench: data, phase 1, phase 2. Every step leaves whole files behind,
 * so the same call after a kill goes on where the killed one was.
 */
record Sealing(Site site, Workbench bench, Stopwatch watch, LabelSeat seat) {

  /** The order, where its pieces are, and what they commit to. No pieces means zeros. */
  record Task(SealOrder order, List<AddPiece.Source> sources, CommD commD) {}

  /** A replica with what it was made from, for whoever wants to make it again. */
  record Made(Labels labels, SectorData data, Replica replica) {}

  Made make(Task task) throws IOException, InterruptedException {
    Means means = site.means(bench.sector());
    Files.createDirectories(bench.cache().folder());
    SectorData data = stage(task, means);
    Labels labels = label(task, data, means);
    return new Made(labels, data, replicate(labels, data));
  }

  private SectorData stage(Task task, Means means) throws IOException, InterruptedException {
    if (task.sources().isEmpty()) {
      return new SectorData.Zeros();
    }
    Path staged = bench.staged(task.commD());
    if (!isWhole(staged, task.order().proof().size())) {
      try (var _ = watch.start(Stage.ADD_PIECE)) {
        new AddPiece(task.order().proof().size(), means.progress()).stage(task.sources(), staged);
      }
    }
    return new SectorData.Staged(staged);
  }

  /** A power cut may leave the name and not the content. */
  private static boolean isWhole(Path staged, SectorSize size) throws IOException {
    return Files.exists(staged) && Files.size(staged) == size.bytes();
  }

  /** Data that turns out to be other data is removed: the piece files changed under the reader. */
  private Labels label(Task task, SectorData data, Means means)
      throws IOException, InterruptedException {
    try (var _ = watch.start(Stage.P1)) {
      Labels labels = new Phase1(means, seat).run(task.order(), data, bench.cache());
      if (!labels.commD().equals(task.commD())) {
        Scratch.discard(bench.staged(task.commD()));
        throw new IOException(
            "a piece file of sector " + bench.sector() + " changed while it was read");
      }
      return labels;
    }
  }

  /** Waits for its turn, then uses all threads. */
  Replica replicate(Labels labels, SectorData data) throws IOException, InterruptedException {
    site.phase2().acquire();
    try (var _ = watch.start(Stage.P2)) {
      return new Phase2(site.means(bench.sector())).run(labels, data, bench.sealed());
    } finally {
      site.phase2().release();
    }
  }
}
