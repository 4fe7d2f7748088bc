package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Install;
import io.sealwright.engine.stage.attempt.Publication.Step;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.LabelJournal;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.LayerCheck;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.proofs.porep.TAux;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * P2. It reads the layers, each of which must have the digest that P1 noted: a replica of damaged
 * ones would be promised to the chain with a deposit, and never be proven. A result that was
 * complete, perhaps half published, is checked and accepted.
 */
final class ReplicaStage {
  private static final String CACHE = "cache";
  private static final String SEALED = "sealed";

  private final Job job;
  private final Evidence.Labelled known;
  private final SealOrder seal;
  private final Bytes32 replicaId;
  private final SealFiles files;
  private final LocalPath path;
  private final SectorLayout place;

  ReplicaStage(Job job) throws StageFailed {
    this.job = job;
    this.known = job.order().state().known().find(Evidence.Labelled.class).orElseThrow();
    this.seal = known.ticketed().order();
    this.replicaId = seal.replicaId(known.commD());
    this.files = new SealFiles(job.size());
    this.path = job.path(known.at());
    this.place = path.sector(job.order().sector());
  }

  Made make() throws StageFailed, IOException, InterruptedException {
    job.require(path, files.labels(place.cache()));
    String what = replicaId.hex();
    Attempt attempt = job.attempt(path, Work.PC2, folder -> Attempt.isReady(folder, what) ? 1 : 0);
    CacheFolder cache = new CacheFolder(attempt.resolve(CACHE));
    if (!attempt.isReady(what) || !isSound(cache, attempt.resolve(SEALED))) {
      attempt.clear();
      replicate(cache, attempt.resolve(SEALED));
      attempt.markReady(what);
    }
    return Made.of(
        publication(attempt, cache), new SectorEvent.Replicated(PAux.read(cache.pAux()).commR()));
  }

  /** Makes the replica in the attempt, beside links to the layers. */
  private void replicate(CacheFolder cache, Path sealed)
      throws StageFailed, IOException, InterruptedException {
    LabelJournal journal = journal();
    requireSound(journal);
    Files.createDirectories(cache.folder());
    for (Path input : files.labels(place.cache()).keySet()) {
      Path link = cache.folder().resolve(SealFiles.name(input));
      Files.createSymbolicLink(link, input);
      job.alsoReads(link);
    }
    Labels labels =
        new Labels(seal.config(), replicaId, known.commD(), cache, journal.digests(), List.of());
    new Phase2(job.means()).run(labels, new SectorData.Zeros(), sealed);
    Durable.write(cache.tAux(), TAux.bytes(job.size(), place.cache().folder().toString()));
    Optional<String> fault = new ReplicaCheck(job, seal, known.commD()).fault(cache, sealed);
    if (fault.isPresent()) {
      throw job.failed(Trouble.Kind.HOST, "the replica came out wrong: " + fault.get());
    }
    SealFiles.force(cache.folder());
    Durable.sync(sealed);
  }

  private LabelJournal journal() throws StageFailed, IOException {
    Path file = place.cache().journal();
    if (!Files.exists(file)) {
      throw job.failed(Trouble.Kind.INPUT_LOST, file + " is not there");
    }
    return LabelJournal.read(place.cache())
        .filter(found -> found.isOf(seal.config(), replicaId))
        .filter(found -> found.digests().size() == job.size().layers())
        .orElseThrow(() ->
            job.failed(Trouble.Kind.INPUT_BAD, file + " is not of all layers of this replica"));
  }

  private void requireSound(LabelJournal journal)
      throws StageFailed, IOException, InterruptedException {
    LayerCheck check = LayerCheck.of(journal, place.cache(), job.means());
    for (int layer = 1; layer <= job.size().layers(); layer++) {
      if (!check.sound(layer)) {
        throw job.failed(
            Trouble.Kind.INPUT_BAD,
            place.cache().layer(layer) + " has not the digest that P1 noted");
      }
    }
  }

  /** Whether what an earlier attempt made is right, wherever it lies by now. */
  private boolean isSound(CacheFolder cache, Path sealed)
      throws StageFailed, IOException, InterruptedException {
    for (Path made : files.trees(cache)) {
      standIn(made, place.cache().folder().resolve(SealFiles.name(made)));
    }
    standIn(sealed, place.sealed());
    for (Path made : files.trees(cache)) {
      if (!Files.isRegularFile(made)) {
        return false;
      }
    }
    return new ReplicaCheck(job, seal, known.commD()).fault(cache, sealed).isEmpty();
  }

  /** What has been published is looked at through a link in its old place. */
  private static void standIn(Path made, Path published) throws IOException {
    if (!Files.exists(made, LinkOption.NOFOLLOW_LINKS) && Files.exists(published)) {
      Files.createSymbolicLink(made, published);
    }
  }

  /** The sealed file comes last: where it is, everything is. */
  private Publication publication(Attempt attempt, CacheFolder cache) {
    List<Step> steps = new ArrayList<>();
    for (Path made : files.trees(cache)) {
      String name = SealFiles.name(made);
      steps.add(new Install(made, place.cache().folder().resolve(name), attempt.aside(name)));
    }
    steps.add(new Install(attempt.resolve(SEALED), place.sealed(), attempt.aside(SEALED)));
    return new Publication(steps);
  }
}
