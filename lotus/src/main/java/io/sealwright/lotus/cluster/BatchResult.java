package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cid.Cid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a batch that was sent.
 *
 * @param failed why, by sector; absent for pre-commits, which fail only together
 * @param error empty unless all failed, in which case there is no message
 */
public record BatchResult(
    List<SectorNumber> sectors,
    Optional<Map<SectorNumber, String>> failed,
    Optional<Cid> message,
    String error) {
  public BatchResult {
    sectors = List.copyOf(sectors);
  }
}
