package io.sealwright.engine.stage;

import io.sealwright.engine.storage.FinalizePlan;
import io.sealwright.proofs.file.FaultyFile;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.proofs.post.PostFault;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whether what is kept of a sector is whole and its own: every length, p_aux, and leaves of the
 * replica opened against CommR.
 *
 * @param samples chooses the leaves
 */
record KeptCheck(SectorNumber sector, SectorSize size, CommR commR, long samples) {

  static KeptCheck of(Job job, CommR commR) {
    return new KeptCheck(job.order().sector().number(), job.size(), commR, job.order().samples());
  }

  /**
   * Passes what is right.
   *
   * @throws IOException that names the file that is not
   */
  void require(CacheFolder cache, Path sealed) throws IOException {
    requireCache(cache);
    FaultyFile.requireLength(sealed, Files.size(sealed), size.bytes());
    Optional<PostFault> fault = files(cache, sealed).open(leaves()).fault(size, commR, leaves());
    if (fault.isPresent()) {
      throw new FileSystemException(
          sealed.toString(), null, "is not the replica: " + fault.get().words());
    }
  }

  /** The same of a cache folder alone, without a look at the replica. */
  void requireCache(CacheFolder cache) throws IOException {
    for (Map.Entry<Path, Long> file : new SealFiles(size).kept(cache).entrySet()) {
      FaultyFile.requireLength(file.getKey(), Files.size(file.getKey()), file.getValue());
    }
    files(cache, cache.folder()).readPAux();
  }

  boolean holds(CacheFolder cache, Path sealed) throws ClosedByInterruptException {
    try {
      require(cache, sealed);
      return true;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException _) {
      return false;
    }
  }

  private KeptSector files(CacheFolder cache, Path sealed) {
    return new KeptSector(sector, size, commR, cache, sealed);
  }

  private List<Long> leaves() {
    return new SplittableRandom(samples)
        .longs(FinalizePlan.SAMPLED_LEAVES, 0, size.nodes())
        .boxed()
        .toList();
  }
}
