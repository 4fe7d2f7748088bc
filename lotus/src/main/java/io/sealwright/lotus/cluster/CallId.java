package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;
import java.util.UUID;

/** The name of one call of a worker. All zeros while a job is only assigned. */
public record CallId(SectorId sector, UUID id) {

  /** As miners write it in maps and logs: {@code 1000-100-76081ba0-…}. */
  public String text() {
    return sector.miner().id() + "-" + sector.number() + "-" + id;
  }
}
