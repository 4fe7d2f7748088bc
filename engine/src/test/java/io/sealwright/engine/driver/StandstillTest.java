package io.sealwright.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner that tells when nothing can be sealed; its planner's clock runs ahead. */
final class StandstillTest {
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path folder;

  @Test
  void itIsToldThatNothingBeginsAndOtherwiseIfOperatorsWantItSo() throws Exception {
    AtomicReference<Instant> ahead = new AtomicReference<>(CLOCK.instant());
    try (DevMiner miner = DevMiner.in(folder.resolve("chain"));
        Database database = Database.open(DatabaseAddress.memory("s" + UUID.randomUUID()))) {
      miner.advance(3);
      RealMiner real = new RealMiner(database, miner.node(), CLOCK);
      MinerSender sender = real.sender();
      MinerRuntime.Parts parts =
          new MinerRuntime.Parts(
              real.driver(sender, UUID::randomUUID),
              new Dispatcher(
                  database,
                  RealWorker.PLANNER,
                  Duration.ofDays(30),
                  UnaryOperator.identity(),
                  () -> ahead.updateAndGet(instant -> instant.plusSeconds(30))),
              real.duty(sender, 3),
              List::of,
              () -> {},
              database.claim(DevMiner.MINER),
              () -> {});
      RealMiner.pledge(database, DevMiner.PROOF);
      try (MinerRuntime runtime = new MinerRuntime(parts, Duration.ofMillis(10), CLOCK)) {
        for (int i = 0; i < 3000 && !runtime.troubles().containsKey("work"); i++) {
          Thread.sleep(10);
        }
        assertThat(runtime.troubles().get("work")).startsWith("no worker takes AP, and 1 wait");
        assertThat(runtime.remarks()).isEmpty();

        database
            .hosts()
            .pause(new Pause(new Pause.Scope.Everywhere(), Optional.empty()), CLOCK.instant());
        enterWithPath(database, CLOCK.instant().plus(Duration.ofDays(10)));
        for (int i = 0; i < 3000 && runtime.remarks().isEmpty(); i++) {
          Thread.sleep(10);
        }
        assertThat(runtime.remarks())
            .singleElement()
            .asString()
            .startsWith("operators have paused or drained all that could take AP, and 1 wait");
        assertThat(runtime.troubles()).doesNotContainKey("work");
      }
    }
  }

  private void enterWithPath(Database database, Instant heard) throws Exception {
    Worker worker =
        new Worker(
            new Worker.Id(UUID.randomUUID()),
            RealWorker.HOST,
            new Slots(Map.of(TaskType.AP, 1)),
            heard);
    database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    database
        .paths()
        .look(
            RealWorker.HOST,
            List.of(
                RealWorker.path(folder.resolve("bench"), new StoragePath.Id("bench"), Role.SEAL)),
            CLOCK.instant());
  }
}
