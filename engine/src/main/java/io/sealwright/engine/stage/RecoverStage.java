package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.recovery.Folders;
import io.sealwright.engine.recovery.Outcome;
import io.sealwright.engine.recovery.Reason;
import io.sealwright.engine.recovery.RecoveryRun;
import io.sealwright.engine.recovery.SectorReport;
import io.sealwright.engine.recovery.Site;
import io.sealwright.engine.recovery.Suspicion;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.engine.stage.attempt.Publication.Install;
import io.sealwright.engine.stage.attempt.Work;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.LabelJournal;
import io.sealwright.proofs.porep.TAux;
import io.sealwright.protocol.CommR;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a lost sector again and brings it to where it stays. The whole of it is a {@linkplain
 * RecoveryRun recovery} as it is of any sector, with two attempts for its folders: one to seal in,
 * one to copy to. It must have the CommR that the chain knows.
 */
final class RecoverStage {
  private static final String TEMP = "temp";
  private static final String RESULT = "result";
  private static final String OTHER_HOST = "; check its memory and disk, and recover on another";

  private final Job job;
  private final KnownSector sector;
  private final LocalPath bench;
  private final LocalPath store;
  private final KeptCheck check;

  RecoverStage(Job job) throws StageFailed {
    this.job = job;
    this.sector = sector(job);
    this.bench = job.path(job.order().bench(), Role.SEAL);
    this.store = job.path(job.order().store(), Role.STORE);
    this.check = KeptCheck.of(job, sector.commR());
  }

  private static KnownSector sector(Job job) {
    Evidence known = job.order().state().known();
    boolean isZeros =
        known
            .find(Evidence.Filled.class)
            .map(filled -> filled.pieces().stream().allMatch(FoundPieces::isZero))
            .orElseGet(known::canBeMadeAgain);
    if (!isZeros) {
      throw new IllegalArgumentException("a sector of committed capacity holds zeros");
    }
    return new KnownSector(
        job.order().sector(),
        known.pledged().proof(),
        known.sealTicket().orElseThrow(),
        known.replica().orElseThrow(),
        List.of(),
        false,
        false);
  }

  Made make() throws StageFailed, IOException, InterruptedException {
    SectorLayout place = store.sector(job.order().sector());
    String what = sector.commR().value().hex();
    Attempt made = job.attempt(store, Work.GET, folder -> resultWorth(folder, what));
    Attempt work = job.attempt(bench, Work.RECOVER, this::benchWorth);
    SectorLayout result = new SectorLayout(made.resolve(RESULT), job.order().sector());
    if (made.isReady(what) && !isSound(result, place)) {
      made.clear();
    }
    if (!made.isReady(what)) {
      recover(new Folders(result.root(), work.resolve(TEMP)));
      check.require(result.cache(), result.sealed());
      Durable.write(
          result.cache().tAux(), TAux.bytes(job.size(), place.cache().folder().toString()));
      Durable.syncFolder(result.cache().folder());
      made.markReady(what);
    }
    return Made.of(
        new Publication(
            List.of(
                new Install(result.cache().folder(), place.cache().folder(), made.aside("cache")),
                new Install(result.sealed(), place.sealed(), made.aside("sealed")))),
        new SectorEvent.Stored(store.id()));
  }

  /** A replica that was copied whole has no other left in the folder it was made in. */
  private long resultWorth(Path folder, String what) throws IOException {
    if (Attempt.isReady(folder, what)) {
      return 2;
    }
    SectorLayout result = new SectorLayout(folder.resolve(RESULT), job.order().sector());
    return Files.exists(result.sealed()) ? 1 : 0;
  }

  private long benchWorth(Path folder) throws IOException {
    Path cache = folder.resolve(TEMP).resolve(job.order().sector().fileName()).resolve("cache");
    return LabelJournal.read(new CacheFolder(cache))
        .map(journal -> 1L + journal.digests().size())
        .orElse(0L);
  }

  /** Whether an earlier attempt's result is right, wherever its parts lie by now. */
  private boolean isSound(SectorLayout result, SectorLayout place) throws IOException {
    CacheFolder cache = Files.exists(result.cache().folder()) ? result.cache() : place.cache();
    Path sealed = Files.exists(result.sealed()) ? result.sealed() : place.sealed();
    return check.holds(cache, sealed);
  }

  private void recover(Folders folders) throws StageFailed, IOException, InterruptedException {
    Site site =
        Site.of(
                job.equipment().threads(),
                job.equipment().parentCaches(),
                job.equipment().clock(),
                job.equipment().watchers())
            .with(job.equipment().kernels());
    RecoveryRun run = new RecoveryRun(site, folders, 1);
    SectorReport report =
        run.run(run.plan(List.of(sector), Keep.PROVING, FoundPieces.none())).getFirst();
    switch (report.outcome()) {
      case Outcome.Recovered _, Outcome.AlreadyThere _ -> {}
      case Outcome.Mismatch(Reason.OtherCommR reason) ->
          throw job.failed(kind(reason.suspicion()), words(reason));
      case Outcome.Failed(Reason reason) -> throw job.failed(Trouble.Kind.HOST, words(reason));
      case Outcome.Refused(Reason reason) -> throw job.failed(Trouble.Kind.HOST, words(reason));
    }
  }

  /** A bad host says nothing of the sector: another may well make what the chain knows. */
  private static Trouble.Kind kind(Suspicion suspicion) {
    return switch (suspicion) {
      case Suspicion.HostIsBad _ -> Trouble.Kind.HOST;
      case Suspicion.OriginalDiffers _ -> Trouble.Kind.INPUT_BAD;
    };
  }

  /** For the sector's log; folders and pieces are the stage's own, so few words do. */
  private static String words(Reason reason) {
    return switch (reason) {
      case Reason.OtherCommR(CommR expected, CommR found, Suspicion suspicion) ->
          "CommR is %s, expected %s: %s"
              .formatted(
                  found.value(),
                  expected.value(),
                  switch (suspicion) {
                    case Suspicion.WrongLabel(int layer, long node) ->
                        "layer %d is wrong at node %d: this host is bad%s"
                            .formatted(layer, node, OTHER_HOST);
                    case Suspicion.OtherReplica(CommR second) ->
                        "a second phase 2 gave %s: this host is bad%s"
                            .formatted(second.value(), OTHER_HOST);
                    case Suspicion.OtherLayer(int layer) ->
                        "layer %d differs from that of an earlier attempt: this host is bad%s"
                            .formatted(layer, OTHER_HOST);
                    case Suspicion.OriginalDiffers _ ->
                        "the original seal was different; check ticket, miner, sector number,"
                            + " proof and pieces";
                  });
      case Reason.Occupied(Published.Foreign by) -> by.path() + " is in the way; move it away";
      case Reason.InUse(Path folder) -> folder + " is in use by another process";
      case Reason.Disk(DiskFault fault) -> DiskWords.of(fault);
      case Reason.Unexpected(String words) -> "unexpected: " + words;
      case Reason.PiecesUnlisted _, Reason.NoFile _, Reason.NoFolder _, Reason.Misnamed _ ->
          reason.toString();
    };
  }
}
