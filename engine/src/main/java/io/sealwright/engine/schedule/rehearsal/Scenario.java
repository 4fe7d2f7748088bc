package io.sealwright.engine.schedule.rehearsal;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.SealProof;
import java.time.Duration;
import java.util.Map;

/**
 * What is rehearsed: all sectors are pledged at the start, and each host has one worker.
 *
 * @param durations of AP to FIN; each task takes up to a tenth more or less
 * @param seedWait time on the chain between P2 and C1
 * @param sealingSpace bytes of each sealing host's own path
 * @param tick time between two plans
 * @param freezes of a worker on average, in a day; each lasts twice the lease
 * @param limit after which it is given up
 */
public record Scenario(
    int sectors,
    int sealingHosts,
    int committingHosts,
    SealProof proof,
    Host.Machine machine,
    long sealingSpace,
    Map<TaskType, Duration> durations,
    Duration seedWait,
    Duration tick,
    double freezes,
    Rules rules,
    Duration limit) {
  public Scenario {
    durations = Map.copyOf(durations);
  }
}
