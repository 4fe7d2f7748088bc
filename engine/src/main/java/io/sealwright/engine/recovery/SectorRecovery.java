package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.Sealing.Made;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.publish.Product;
import io.sealwright.engine.recovery.publish.Publisher;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.LabelSeat;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the plan for one sector and tells what became of it. */
final class SectorRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(SectorRecovery.class);

  private final Site site;
  private final PlannedSector planned;
  private final KnownSector sector;
  private final SectorLayout layout;
  private final Workbench bench;
  private final Stopwatch watch;
  private final Publisher publisher;
  private final LabelSeat seat;
  private final List<Note> notes = new ArrayList<>();

  SectorRecovery(Site site, Folders folders, PlannedSector planned, LabelSeat seat) {
    this.site = site;
    this.seat = seat;
    this.planned = planned;
    this.sector = planned.sector();
    this.layout = folders.layout(sector.id());
    this.bench = folders.bench(sector.id());
    this.watch = new Stopwatch(site.clock());
    this.publisher = new Publisher(layout, site.watchers().apply(sector.id()));
  }

  /** What the disk does to one sector is told in its report and does not stop the others. */
  SectorReport run() throws InterruptedException {
    try (seat) {
      return perform();
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("stopped while recovering " + sector.id());
    } catch (IOException e) {
      return report(new Outcome.Failed(new Reason.Disk(DiskFault.of(e))), Optional.empty());
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("sector {}", sector.id(), e); // This is the task's outer edge: others go on.
      return report(new Outcome.Failed(new Reason.Unexpected(e.toString())), Optional.empty());
    }
  }

  private SectorReport perform() throws IOException, InterruptedException {
    return switch (planned.step()) {
      case PlannedSector.Step.Make(var sources) -> locked(sources);
      case PlannedSector.Step.Finish _ -> finish();
      case PlannedSector.Step.Leave _ -> leave();
      case PlannedSector.Step.Refuse(Reason reason) ->
          report(new Outcome.Refused(reason), Optional.empty());
    };
  }

  private SectorReport finish() throws IOException {
    try (var _ = watch.start(Stage.PUBLISH)) {
      publisher.finish(sector.size(), sector.commR(), bench::clear);
    }
    return report(new Outcome.Recovered(), Optional.of(sector.commR()));
  }

  private SectorReport leave() throws IOException {
    publisher.tidy();
    bench.clearIfFree();
    notes.add(new Note.NotRead());
    if (planned.keep() == Keep.COMMIT
        && Keep.foundIn(layout.cache(), sector.size()) == Keep.PROVING) {
      notes.add(new Note.LacksLayers());
    }
    return report(new Outcome.AlreadyThere(), Optional.of(sector.commR()));
  }

  private SectorReport locked(List<AddPiece.Source> sources)
      throws IOException, InterruptedException {
    var lock = bench.lock();
    if (lock.isEmpty()) {
      return report(new Outcome.Refused(new Reason.InUse(bench.folder())), Optional.empty());
    }
    try (var _ = lock.get()) {
      return make(sources);
    } catch (IOException e) {
      bench.clearIfFruitless();
      throw e;
    }
  }

  private SectorReport make(List<AddPiece.Source> sources)
      throws IOException, InterruptedException {
    Sealing sealing = new Sealing(site, bench, watch, seat);
    Made made = sealing.make(new Sealing.Task(sector.order(), sources, sector.commD()));
    made.labels().notes().forEach(note -> notes.add(new Note.OfLabels(note)));
    CommR commR = made.replica().commR();
    if (!commR.equals(sector.commR())) {
      return report(new Outcome.Mismatch(triage(sealing, made)), Optional.of(commR));
    }
    try (var _ = watch.start(Stage.PUBLISH)) {
      publisher.publish(product(made), planned.keep(), bench::clear);
    }
    return report(new Outcome.Recovered(), Optional.of(commR));
  }

  private Product product(Made made) {
    return new Product(
        sector.size(),
        made.labels().replicaId(),
        sector.commR(),
        bench.cache(),
        bench.sealed(),
        Optional.empty(),
        Map.of());
  }

  /** Labels that are proven wrong are not continued from: the next run makes all of them anew. */
  private Reason.OtherCommR triage(Sealing sealing, Made made)
      throws IOException, InterruptedException {
    List<Bytes32> earlier = AttemptRecord.digestsOf(made.labels().replicaId(), bench.attempt());
    Triage triage =
        new Triage(
            earlier,
            made.labels().digests(),
            audit(made.labels()),
            made.replica().commR(),
            sealing.replicate(made.labels(), made.data()).commR());
    AttemptRecord.of(made.labels()).write(bench.attempt());
    Suspicion suspicion = triage.suspicion();
    if (suspicion.labelsAreWrong()) {
      Scratch.discard(bench.cache().journal());
    }
    return new Reason.OtherCommR(sector.commR(), made.replica().commR(), suspicion);
  }

  private AuditVerdict audit(Labels labels) throws IOException, InterruptedException {
    return new Audit(site.means(sector.id()))
        .run(labels.config(), labels.replicaId(), labels.cache());
  }

  private SectorReport report(Outcome outcome, Optional<CommR> commR) {
    Keep kept =
        switch (outcome) {
          case Outcome.Recovered _, Outcome.AlreadyThere _ ->
              Keep.foundIn(layout.cache(), sector.size());
          case Outcome.Mismatch _, Outcome.Failed _, Outcome.Refused _ -> planned.keep();
        };
    return new SectorReport(sector, outcome, commR, watch.times(), kept, layout.sealed(), notes);
  }
}
