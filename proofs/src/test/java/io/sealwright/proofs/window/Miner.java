package io.sealwright.proofs.window;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The recorded sectors of 2 KiB, sealed again, on the storage paths of a miner. The same replica
 * may be several sectors: nothing in a proof of spacetime but its challenges knows their numbers.
 */
record Miner(Path folder) {
  /** Seals both. */
  static Miner in(Path folder) throws Exception {
    for (String kind : new String[] {"zero_sector", "piece_sector"}) {
      GoldenSector.of("2k-v1_1", kind)
          .seal(
              Files.createDirectories(folder.resolve(kind)),
              new Means(2, folder.resolve("parents"), Progress.silent()));
    }
    return new Miner(folder);
  }

  static long number(String kind) {
    return kind.equals("zero_sector") ? 42 : 43;
  }

  /** One of the two under its own number. */
  PlacedSector place(String kind, Path storage) throws IOException {
    return place(kind, storage, number(kind));
  }

  /** A copy of one of the two. */
  PlacedSector place(String kind, Path storage, long number) throws IOException {
    GoldenSector golden = GoldenSector.of("2k-v1_1", kind);
    Path cache = Files.createDirectories(storage.resolve("cache/s-t01000-" + number));
    Path sealed = storage.resolve("sealed/s-t01000-" + number);
    Files.createDirectories(sealed.resolveSibling(""));
    for (String file : new String[] {"p_aux", "t_aux", "sc-02-data-tree-r-last.dat"}) {
      Files.copy(folder.resolve(kind).resolve("cache").resolve(file), cache.resolve(file));
    }
    Files.copy(folder.resolve(kind).resolve("sealed"), sealed);
    return new PlacedSector(
        new KeptSector(
            new SectorNumber(number),
            golden.order().proof().size(),
            new CommR(golden.hex("comm_r")),
            new CacheFolder(cache),
            sealed),
        storage,
        storage);
  }
}
