package io.sealwright.engine.recovery;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.pieces.PieceFolder;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Needs;
import io.sealwright.proofs.porep.Unseal;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorSize;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gets data back into a file, which has its name only when it is whole and checked. CommD commits
 * to the whole sector, so that the whole is decoded even where a part is wanted: next to the labels
 * that is little work.
 */
public final class Unsealing {
  private static final String WHOLE = "unsealed";

  private final Site site;
  private final UnsealRequest request;
  private final Means means;

  public Unsealing(Site site, UnsealRequest request) {
    this.site = site;
    this.request = request;
    this.means = site.means(request.order().sector());
  }

  /**
   * Labels, decodes, checks and names the file.
   *
   * @param memory bytes the system could give
   * @throws IOException also when the data is not what CommD commits to
   * @throws RefusedException before anything is written
   */
  public void run(long memory) throws IOException, InterruptedException, RefusedException {
    checkSealed();
    checkSpace(memory);
    Path scratch = request.scratch();
    FolderLock lock =
        FolderLock.take(scratch)
            .orElseThrow(() ->
                new RefusedException(scratch + " is in use by another process", "wait for it"));
    try (lock) {
      unseal(new CacheFolder(scratch));
      Scratch.discardFolder(scratch);
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("stopped while unsealing");
    } catch (IOException e) {
      discardIfFruitless();
      throw e;
    } finally {
      Scratch.discard(request.unfinished());
    }
  }

  /** Layers that were finished are kept: the next run goes on from them. */
  private void discardIfFruitless() throws IOException {
    if (!Files.exists(new CacheFolder(request.scratch()).journal())) {
      Scratch.discardFolder(request.scratch());
    }
  }

  private void checkSealed() throws IOException {
    long expected = size().bytes();
    long found = Files.size(request.sealed());
    if (found != expected) {
      throw new FileSystemException(
          request.sealed().toString(),
          null,
          "has %d bytes instead of %d: it is damaged".formatted(found, expected));
    }
  }

  private void checkSpace(long memory) throws IOException, RefusedException {
    long layers = size().layers() * size().bytes();
    Place place = Place.measure("output", request.scratch());
    List<Demand> demands = new ArrayList<>();
    long data = request.range().length() + (request.isWhole() ? 0 : size().unpaddedBytes());
    demands.add(new Demand(place, Math.max(0, layers + data - Place.used(request.scratch()))));
    site.parentsToMake(List.of(request.order().config())).ifPresent(demands::add);
    RefusedException.unlessEnough(Preflight.judge(demands, Needs.memory(site.threads()), memory));
  }

  private void unseal(CacheFolder scratch) throws IOException, InterruptedException {
    Path whole = request.isWhole() ? request.unfinished() : request.scratch().resolve(WHOLE);
    Unseal.Range all = Unseal.Range.all(size());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
      new Unseal(means).run(request.order(), request.commD(), request.sealed(), all, scratch, out);
    }
    checkData(whole);
    if (!request.isWhole()) {
      cut(whole);
    }
    Durable.sync(request.unfinished());
    Durable.move(request.unfinished(), request.out());
  }

  private void cut(Path whole) throws IOException {
    try (FileChannel from = FileChannel.open(whole);
        FileChannel to = FileChannel.open(request.unfinished(), CREATE, TRUNCATE_EXISTING, WRITE)) {
      long end = request.range().offset() + request.range().length();
      for (long at = request.range().offset(); at < end; ) {
        at += from.transferTo(at, end - at, to);
      }
    }
  }

  private void checkData(Path whole) throws IOException, InterruptedException {
    AddPiece.Source data = new AddPiece.Source(whole, new PaddedSize(size().bytes()));
    var commP = PieceFolder.identify(data, means.progress()).commP();
    if (!commP.value().equals(request.commD().value())) {
      Scratch.discard(new CacheFolder(request.scratch()).journal());
      throw new FileSystemException(
          request.sealed().toString(),
          null,
          "unseals to other data than CommD commits to: it is damaged,"
              + " or miner, sector, ticket or proof are not its own");
    }
  }

  private SectorSize size() {
    return request.order().proof().size();
  }
}
