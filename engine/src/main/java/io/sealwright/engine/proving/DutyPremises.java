package io.sealwright.engine.proving;

import io.sealwright.engine.duty.DutyFacts;
import io.sealwright.engine.duty.DutySettings;
import io.sealwright.engine.duty.ProofMeans;
import io.sealwright.engine.duty.SectorCheck;
import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.storage.PathQuestions;
import io.sealwright.engine.store.Database;
import io.sealwright.protocol.MinerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What a miner's process has for the duty.
 *
 * @param host whose storage paths are read
 * @param sender of the miner, with the outbox of the database
 */
public record DutyPremises(
    Database database, Host.Name host, MinerSender sender, ProofMeans means, InstantSource clock) {
  /** More than a busy disk needs to say whether a file is there. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The check of a miner's sectors, outside of the duty. */
  public SectorCheck check(FullNode node, DutySettings settings) {
    return new SectorCheck(node, settings, files(settings.miner()), clock);
  }

  private HostSectorFiles files(MinerId miner) {
    return new HostSectorFiles(
        miner, host, database.paths(), database.sectors(), new PathQuestions(PATIENCE));
  }

  /**
   * The duty of a miner, with what an earlier process left of it.
   *
   * @param watch is shown the facts of each step
   */
  public WindowDuty duty(FullNode node, DutySettings settings, Consumer<DutyFacts> watch) {
    MinerId miner = settings.miner();
    return new WindowDuty(
        node,
        settings,
        new WindowDuty.Surroundings(
            means,
            files(miner),
            database.duties(miner),
            new OutboxPostSender(miner, sender, database.outbox(miner)),
            watch,
            clock));
  }
}
