package io.sealwright.engine.removal;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Set;

/**
 * All that is known of a sector at one moment.
 *
 * @param head the epoch at which the chain was asked
 * @param jobs those of this sector; any other is an IllegalArgumentException
 */
public record SectorFacts(
    SectorId sector,
    Epoch head,
    ChainStanding chain,
    Set<InFlight> inFlight,
    LocalRecord record,
    FileFacts files,
    List<Job> jobs,
    Recovery recovery) {
  public SectorFacts {
    inFlight = Set.copyOf(inFlight);
    jobs = List.copyOf(jobs);
    for (Job job : jobs) {
      if (!job.sector().equals(sector.number())) {
        throw new IllegalArgumentException("job of " + job.sector() + " among " + sector + "'s");
      }
    }
  }
}
