package io.sealwright.engine.faults;

import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.driver.Driver;
import io.sealwright.engine.driver.Gathering;
import io.sealwright.engine.driver.HostFileWatch;
import io.sealwright.engine.duty.CalmDuty;
import io.sealwright.engine.duty.DutySettings;
import io.sealwright.engine.duty.ProofMeans;
import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.proving.DutyPremises;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** A miner's process, round by round. */
final class Miner {
  static final Duration GIVEN_UP = Duration.ofMinutes(30);

  final Fate fate;
  private final Database database;
  private final Driver driver;
  private final Dispatcher dispatcher;
  private final WindowDuty duty;

  Miner(Fate fate, Database database, FullNode node, Supplier<UUID> ids, InstantSource clock) {
    this.fate = fate;
    this.database = database;
    OutboxRecords outbox = database.outbox(DevMiner.MINER);
    MinerSender sender =
        new MinerSender(node, DevMiner.MINER, DevMiner.RULES, outbox, SenderSettings.DEFAULTS);
    dispatcher = new Dispatcher(database, RealWorker.PLANNER, GIVEN_UP, clock);
    driver =
        new Driver(
            new Driver.Premises(
                database,
                DevMiner.MINER,
                DevMiner.PROOF,
                new MinerChain(node, DevMiner.MINER, DevMiner.RULES, SenderSettings.DEFAULTS),
                sender,
                outbox,
                new HostFileWatch(database.paths(), RealWorker.HOST, Duration.ZERO, clock),
                Gathering.NONE,
                ids,
                clock));
    duty =
        new DutyPremises(
                database,
                RealWorker.HOST,
                sender,
                new ProofMeans.Withheld(WithheldProofs::ofWindow),
                clock)
            .duty(node, DutySettings.of(DevMiner.MINER, DevMiner.RULES.blockDelay(), 1, 1));
  }

  void drive() throws Exception {
    driver.step();
  }

  void redeliver() throws Exception {
    driver.redeliver();
  }

  void plan() {
    dispatcher.step();
  }

  void prove() throws Exception {
    CalmDuty.round(duty);
  }

  /** As the system does when a process ends. */
  void end() {
    fate.kill();
    try {
      duty.stop();
    } catch (Exception | Fate.Killed _) {
      // It could write nothing down.
    }
    database.close();
  }
}
