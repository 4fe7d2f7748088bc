package io.sealwright.engine.recovery.publish;

import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.SectorData;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A sealed sector in its temporary folder, checked and ready to be published.
 *
 * @param unsealed the padded data, where it is to be published too
 * @param extras further files of the cache folder, by name
 */
public record Product(
    SectorSize size,
    Bytes32 replicaId,
    CommR commR,
    CacheFolder cache,
    Path sealed,
    Optional<SectorData> unsealed,
    Map<String, String> extras) {
  public Product {
    extras = Map.copyOf(extras);
  }
}
