package io.sealwright.engine.faults;

import io.sealwright.engine.driver.Driver;
import io.sealwright.engine.driver.RealMiner;
import io.sealwright.engine.duty.CalmDuty;
import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
    RealMiner real = new RealMiner(database, node, clock);
    MinerSender sender = real.sender();
    dispatcher =
        new Dispatcher(database, RealWorker.PLANNER, GIVEN_UP, UnaryOperator.identity(), clock);
    driver = real.driver(sender, ids);
    duty = real.duty(sender, 1);
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
