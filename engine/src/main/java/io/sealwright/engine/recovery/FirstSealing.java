package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.Sealing.Made;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.engine.recovery.metadata.RecoveryMetadata;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.publish.Product;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.engine.recovery.publish.Publisher;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.engine.recovery.space.SectorNeeds;
import io.sealwright.proofs.porep.LabelSeat;
import io.sealwright.proofs.porep.Needs;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seals a sector, and leaves beside it what is needed to seal it again. */
public final class FirstSealing {
  private final Site site;
  private final Folders folders;
  private final SealRequest request;
  private final SectorLayout layout;
  private final Workbench bench;
  private final Stopwatch watch;
  private final Publisher publisher;

  public FirstSealing(Site site, Folders folders, SealRequest request) {
    SectorId sector = request.order().sector();
    this.site = site;
    this.folders = folders;
    this.request = request;
    this.layout = folders.layout(sector);
    this.bench = folders.bench(sector);
    this.watch = new Stopwatch(site.clock());
    this.publisher = new Publisher(layout, site.watchers().apply(sector));
  }

  /**
   * Seals and publishes.
   *
   * @param memory bytes the system could give
   * @throws RefusedException before anything is written
   */
  public SealResult run(long memory) throws IOException, InterruptedException, RefusedException {
    Optional<CommR> half =
        Published.halfOf(layout, request.order().proof().size(), request.replicaId());
    if (half.isPresent()) {
      try (var _ = watch.start(Stage.PUBLISH)) {
        publisher.finish(request.order().proof().size(), half.get(), bench::clear);
      }
      return result(half.get(), List.of());
    }
    checkPlace();
    checkSpace(memory);
    FolderLock lock =
        bench
            .lock()
            .orElseThrow(() ->
                new RefusedException(
                    bench.folder() + " is in use by another process", "wait for it"));
    try (lock) {
      return make();
    } catch (IOException e) {
      bench.clearIfFruitless();
      throw e;
    }
  }

  private void checkPlace() throws RefusedException {
    for (Path place : List.of(layout.sealed(), layout.cache().folder(), layout.unsealed())) {
      if (Files.exists(place)) {
        throw new RefusedException(
            place + " is there already", "choose another --out or move it away");
      }
    }
  }

  private void checkSpace(long memory) throws IOException, RefusedException {
    boolean data = !request.sources().isEmpty();
    SectorNeeds needs = SectorNeeds.of(request.order().proof().size(), request.keep(), data, true);
    long temp = Math.max(0, needs.temp() - Place.used(bench.folder()));
    List<Demand> demands = new ArrayList<>();
    demands.add(new Demand(Place.measure("temp", folders.temp()), temp));
    demands.add(new Demand(Place.measure("result", folders.result()), needs.result()));
    site.parentsToMake(List.of(request.order().config())).ifPresent(demands::add);
    RefusedException.unlessEnough(Preflight.judge(demands, Needs.memory(site.threads()), memory));
  }

  private SealResult make() throws IOException, InterruptedException {
    Sealing.Task task = new Sealing.Task(request.order(), request.sources(), request.commD());
    Made made = new Sealing(site, bench, watch, LabelSeat.alone()).make(task);
    CommR commR = made.replica().commR();
    Product product =
        new Product(
            request.order().proof().size(),
            made.labels().replicaId(),
            commR,
            bench.cache(),
            bench.sealed(),
            Optional.of(made.data()),
            Map.of(MetadataFile.BUNDLE, bundle(commR)));
    try (var _ = watch.start(Stage.PUBLISH)) {
      publisher.publish(product, request.keep(), bench::clear);
    }
    return result(commR, made.labels().notes().stream().<Note>map(Note.OfLabels::new).toList());
  }

  private String bundle(CommR commR) {
    KnownSector sector = known(commR);
    return MetadataFile.encode(
        new RecoveryMetadata(sector.id().miner(), sector.size(), List.of(sector)));
  }

  private KnownSector known(CommR commR) {
    return new KnownSector(
        request.order().sector(),
        request.order().proof(),
        request.order().ticket(),
        commR,
        request.pieces(),
        false,
        false);
  }

  private SealResult result(CommR commR, List<Note> notes) {
    Keep kept = Keep.foundIn(layout.cache(), request.order().proof().size());
    return new SealResult(known(commR), watch.times(), kept, layout.sealed(), notes);
  }
}
