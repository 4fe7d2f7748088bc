package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.label.Layer;
import io.sealwright.proofs.label.SideBySide;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Labels a sector: from its data to the layers that phase 2 turns into a replica.
 *
 * <p>Every finished layer is recorded, with its digest, in the journal of the cache folder. Run
 * again after a crash, it checks what is there against the journal and makes only what is missing
 * or damaged; layers of another replica are never taken for this one's.
 */
public final class Phase1 {
  private final Means means;
  private final Supplier<LabelSeat> seats;

  public Phase1(Means means) {
    this.means = means;
    this.seats = LabelSeat::alone;
  }

  /**
   * With a seat beside another sector's, for one sector: it is given up when the layers are there.
   */
  public Phase1(Means means, LabelSeat seat) {
    this.means = means;
    this.seats = () -> seat;
  }

  /** Builds tree-d, then {@linkplain #label labels}. The cache folder must exist. */
  public Labels run(SealOrder order, SectorData data, CacheFolder cache)
      throws IOException, InterruptedException {
    CommD commD = new DataTree(means).build(order.config().size(), data, cache);
    return label(order.config(), order.replicaId(commD), commD, cache);
  }

  /**
   * Makes all layers of a replica. A layer's file appears under its name only when it is whole.
   *
   * @throws IOException when the disk is full, a folder vanished or the like; what was finished
   *     stays and is used by the next run
   */
  public Labels label(PorepConfig config, Bytes32 replicaId, CommD commD, CacheFolder cache)
      throws IOException, InterruptedException {
    try (LabelSeat seat = seats.get()) {
      LabelJournal journal =
          LabelJournal.read(cache)
              .filter(found -> found.isOf(config, replicaId))
              .orElse(new LabelJournal(config, replicaId, commD, List.of()));
      LayerCheck check = LayerCheck.of(journal, cache, means);
      Labelling labelling = new Labelling(journal, cache, seat);
      if (check.allSound()) {
        return labelling.result();
      }
      ParentCache parents = seat.parents(means, config);
      for (int layer = 1; layer <= config.size().layers(); layer++) {
        if (!labelling.knows(layer) || !check.sound(layer)) {
          labelling.make(layer, parents);
        }
      }
      return labelling.result();
    }
  }

  /** One run: the journal as it grows, and what there is to tell. */
  private final class Labelling {
    private final LabelJournal journal;
    private final CacheFolder cache;
    private final LabelSeat seat;
    private final List<Bytes32> digests;
    private final List<LabelNote> notes = new ArrayList<>();
    private int layersBesideAnother;

    Labelling(LabelJournal journal, CacheFolder cache, LabelSeat seat) {
      this.journal = journal;
      this.cache = cache;
      this.seat = seat;
      this.digests = new ArrayList<>(journal.digests());
    }

    Labels result() {
      if (layersBesideAnother > 0) {
        notes.add(new LabelNote.BesideAnother(layersBesideAnother));
      }
      return new Labels(
          journal.config(),
          journal.replicaId(),
          journal.commD(),
          cache,
          List.copyOf(digests),
          List.copyOf(notes));
    }

    /** Whether the journal still vouches for a layer: not after one below came out differently. */
    boolean knows(int layer) {
      return layer <= digests.size();
    }

    void make(int layer, ParentCache parents) throws IOException, InterruptedException {
      Bytes32 digest = write(layer, parents);
      if (knows(layer)) {
        compare(layer, digest);
      } else {
        digests.add(digest);
      }
      journal.withDigests(digests).write(cache);
    }

    /** A layer that was there before and had to be made again. */
    private void compare(int layer, Bytes32 digest) {
      if (digests.get(layer - 1).equals(digest)) {
        notes.add(new LabelNote.MadeAgain(layer));
        return;
      }
      notes.add(new LabelNote.CameOutDifferently(layer, digests.get(layer - 1), digest));
      digests.subList(layer - 1, digests.size()).clear();
      digests.add(digest);
    }

    private Bytes32 write(int layer, ParentCache parents) throws IOException, InterruptedException {
      while (true) {
        try {
          return writeOnce(layer, parents);
        } catch (LabelSeat.Abandoned _) {
          // The file is gone, the neighbour is leaving: again, into a new one.
        }
      }
    }

    private Bytes32 writeOnce(int layer, ParentCache parents)
        throws IOException, InterruptedException, LabelSeat.Abandoned {
      SectorSize size = journal.config().size();
      try (Arena arena = Arena.ofShared(); // The neighbour's thread may read what is mapped.
          PartialFile file = PartialFile.of(cache.layer(layer), cache.unfinishedLayer(layer))) {
        Layer order =
            layer == 1
                ? new Layer.First(journal.replicaId(), parents)
                : new Layer.Later(
                    journal.replicaId(),
                    parents,
                    layer,
                    Mapped.readOnly(cache.layer(layer - 1), size.bytes(), arena));
        Bytes32 digest = write(order, file);
        file.complete();
        return digest;
      } catch (InternalError e) {
        throw Mapped.lost(e);
      }
    }

    private Bytes32 write(Layer order, PartialFile file)
        throws IOException, InterruptedException, LabelSeat.Abandoned {
      long nodes = order.parents().nodes();
      try {
        LabelSeat.Written written =
            seat.write(
                means,
                new SideBySide.Target(
                    order,
                    file.channel(),
                    done ->
                        means
                            .progress()
                            .on(new ProgressEvent(Phase.LABELS, order.number(), done, nodes))));
        layersBesideAnother += written.besideAnother() ? 1 : 0;
        return written.digest();
      } catch (IOException e) {
        throw file.unwritable(e);
      }
    }
  }
}
