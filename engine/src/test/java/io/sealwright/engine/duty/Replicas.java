package io.sealwright.engine.duty;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.DataTree;
import io.sealwright.proofs.porep.Labels;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase1;
import io.sealwright.proofs.porep.Phase2;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One sealed replica of 2 KiB, and copies of it as the files of sectors on a storage path. Nothing
 * in a proof of spacetime but its challenges knows a sector's number, so one replica may be many.
 */
record Replicas(Path folder, CommR commR) {
  private static final List<String> KEPT = List.of("p_aux", "t_aux", "sc-02-data-tree-r-last.dat");

  static Replicas in(Path folder) throws IOException, InterruptedException {
    CacheFolder cache = new CacheFolder(Files.createDirectories(folder.resolve("cache")));
    SectorData data = new SectorData.Zeros();
    Means means = new Means(2, folder.resolve("parents"), Progress.silent());
    SealOrder order =
        new SealOrder(
            new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
            new SectorId(ProvingChain.MINER, new SectorNumber(1)),
            new Ticket(Bytes32.repeat(1)));
    new DataTree(means).build(SectorSize.KIB_2, data, cache);
    Labels labels = new Phase1(means).run(order, data, cache);
    return new Replicas(
        folder, new Phase2(means).run(labels, data, folder.resolve("sealed")).commR());
  }

  /** A storage path of a test's own. */
  record Storage(Replicas replicas, Path path) implements SectorFiles {
    void place(long... numbers) throws IOException {
      for (long number : numbers) {
        Path cache = Files.createDirectories(path.resolve("cache/s-t01000-" + number));
        for (String file : KEPT) {
          Files.copy(replicas.folder.resolve("cache").resolve(file), cache.resolve(file));
        }
        Files.createDirectories(path.resolve("sealed"));
        Files.copy(replicas.folder.resolve("sealed"), sealed(number));
      }
    }

    Path sealed(long number) {
      return path.resolve("sealed/s-t01000-" + number);
    }

    @Override
    public Map<SectorNumber, Found> find(Collection<SectorNumber> sectors) {
      return sectors.stream()
          .collect(Collectors.toMap(sector -> sector, _ -> new Place(path, path)));
    }
  }
}
