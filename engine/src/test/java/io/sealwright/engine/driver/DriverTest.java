package io.sealwright.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.duty.DutySettings;
import io.sealwright.engine.duty.DutyStep;
import io.sealwright.engine.duty.ProofMeans;
import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.proving.DutyPremises;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.engine.work.WorkerRuntime;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A miner with a worker, real files and a real database, on a dev chain moved by hand. */
final class DriverTest {
  private static final EpochSpan LIFE = new EpochSpan(200 * 2880);
  private static final InstantSource CLOCK = InstantSource.system();
  @TempDir private Path folder;
  private DevMiner miner;
  private Database database;
  private WorkerRuntime worker;
  private Dispatcher dispatcher;
  private Driver driver;
  private WindowDuty duty;

  @BeforeEach
  void open() throws Exception {
    miner = DevMiner.in(folder.resolve("chain"));
    miner.advance(3);
    database = Database.open(DatabaseAddress.file(folder.resolve("db"), "test", ""));
    worker =
        RealWorker.start(
            database, folder, List.of(path("bench", Role.SEAL), path("store", Role.STORE)));
    dispatcher = new Dispatcher(database, RealWorker.PLANNER, Duration.ofMinutes(30), CLOCK);
    OutboxRecords outbox = database.outbox(DevMiner.MINER);
    MinerSender sender =
        new MinerSender(
            miner.node(), DevMiner.MINER, DevMiner.RULES, outbox, SenderSettings.DEFAULTS);
    driver =
        new Driver(
            new Driver.Premises(
                database,
                DevMiner.MINER,
                DevMiner.PROOF,
                new MinerChain(
                    miner.node(), DevMiner.MINER, DevMiner.RULES, SenderSettings.DEFAULTS),
                sender,
                outbox,
                new HostFileWatch(database.paths(), RealWorker.HOST, Duration.ZERO, CLOCK),
                Gathering.NONE,
                UUID::randomUUID,
                CLOCK));
    duty =
        new DutyPremises(
                database,
                RealWorker.HOST,
                sender,
                new ProofMeans.Withheld(WithheldProofs::ofWindow),
                CLOCK)
            .duty(miner.node(), DutySettings.of(DevMiner.MINER, DevMiner.RULES.blockDelay(), 3, 1));
  }

  @AfterEach
  void close() throws Exception {
    duty.stop();
    worker.close();
    database.close();
    miner.close();
  }

  private Mount path(String id, Role role) throws IOException {
    return RealWorker.path(folder.resolve(id), new StoragePath.Id(id), role);
  }

  private SectorId pledge() {
    return database
        .sectors()
        .pledge(
            new SectorTable.Pledge(DevMiner.MINER, DevMiner.PROOF, LIFE),
            new SectorNumber(0),
            CLOCK.instant());
  }

  private SectorState state(SectorId sector) {
    return database.sectors().find(sector).orElseThrow().state();
  }

  /** One epoch: all that can be done at a head is done. */
  private void epoch() throws Exception {
    Instant end = CLOCK.instant().plusSeconds(30);
    do {
      driver.step();
      dispatcher.step();
      Thread.sleep(5);
      assertThat(CLOCK.instant()).isBefore(end);
    } while (!database.tasks().all().isEmpty());
    for (int i = 0; i < 200; i++) {
      if (duty.step() instanceof DutyStep.Wait(_, String why) && !why.contains("being proven")) {
        break;
      }
      Thread.sleep(2);
    }
    miner.advance(1);
  }

  private void until(SectorId sector, Class<? extends SectorState> state) throws Exception {
    for (int i = 0; i < 200 && !state.isInstance(state(sector)); i++) {
      epoch();
    }
    assertThat(state(sector)).isInstanceOf(state);
  }

  @Test
  void pledgedSectorsComeToProvingAndALostOneIsMadeAgain() throws Exception {
    SectorId first = pledge();
    SectorId second = pledge();

    until(second, SectorState.Proving.class);
    until(first, SectorState.Proving.class);

    assertThat(state(first).known().isProofWithheld()).isTrue();
    Path sealed = folder.resolve("store/sealed").resolve(first.fileName());
    assertThat(sealed).hasSize(2048);
    byte[] replica = Files.readAllBytes(sealed);

    Files.delete(sealed);
    until(first, SectorState.Faulty.class);
    until(first, SectorState.FaultReported.class);
    until(first, SectorState.Recovering.class);
    assertThat(Files.readAllBytes(sealed)).isEqualTo(replica);
    until(first, SectorState.Proving.class);

    List<String> messages =
        database.outbox(DevMiner.MINER).pending().stream()
            .map(OutboxRecord::purpose)
            .map(Object::toString)
            .toList();
    assertThat(messages).contains("PRE_COMMIT", "PROVE_COMMIT", "DECLARE_RECOVERY");
  }

  @Test
  void aRemovedSectorLeavesNothingInItsPlaces() throws Exception {
    SectorId sector = pledge();
    while (state(sector).known().find(Evidence.Labelled.class).isEmpty()) {
      driver.step();
      dispatcher.step();
    }
    Path layers = folder.resolve("bench/cache").resolve(sector.fileName());
    assertThat(layers).exists();

    database.sectors().append(sector, new SectorEvent.Remove(Reason.OPERATOR), CLOCK.instant());
    until(sector, SectorState.Removed.class);

    assertThat(layers).doesNotExist();
  }
}
