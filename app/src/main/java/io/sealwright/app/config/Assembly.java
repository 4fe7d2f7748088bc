package io.sealwright.app.config;

import io.sealwright.app.config.Configuration.Batches;
import io.sealwright.app.config.Configuration.Database;
import io.sealwright.app.config.Configuration.Fees;
import io.sealwright.app.config.Configuration.Health;
import io.sealwright.app.config.Configuration.Miner;
import io.sealwright.app.config.Configuration.Proving;
import io.sealwright.app.config.Configuration.Scheduler;
import io.sealwright.app.config.Configuration.Sealing;
import io.sealwright.app.config.Configuration.Storage;
import io.sealwright.app.config.Configuration.Worker;
import io.sealwright.app.config.table.TableReader.Reading;
import io.sealwright.app.config.table.Values;
import io.sealwright.engine.schedule.NeedTable;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.SealProof;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes a configuration of a reading without problems. */
record Assembly(Reading reading) {
  /** Where the reference program looks for parameters. */
  private static final Path USUAL_PARAMETERS = Path.of("/var/tmp/filecoin-proof-parameters");

  Configuration configuration() {
    return new Configuration(
        miner(),
        database(),
        worker(),
        storage(),
        sealing(),
        proving(),
        scheduler(),
        log(),
        health());
  }

  private Miner miner() {
    Values miner = reading.one("miner");
    return new Miner(
        miner.find(Keys.ADDRESS),
        miner.get(Keys.DATA),
        miner.get(Keys.LISTEN),
        miner.find(Keys.FULL_NODE));
  }

  private Database database() {
    Values database = reading.one("database");
    Path data = reading.one("miner").get(Keys.DATA);
    Optional<JdbcUrl> url = database.find(Keys.URL);
    int port = database.get(Keys.TCP_PORT);
    Optional<JdbcUrl> shared =
        url.or(() -> port == 0 ? Optional.empty() : Optional.of(JdbcUrl.served(data, port)));
    return new Database(
        url.orElseGet(() -> JdbcUrl.embedded(data)),
        shared,
        port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
        database.get(Keys.USER),
        database.find(Keys.PASSWORD_FILE));
  }

  private Worker worker() {
    Values worker = reading.one("worker");
    Values slots = reading.one("worker.slots");
    Map<TaskType, Integer> byType = new EnumMap<>(TaskType.class);
    Keys.SLOTS.forEach((type, key) -> byType.put(type, slots.get(key)));
    return new Worker(
        worker.find(Keys.WORKER),
        worker.find(Keys.HOST),
        worker.find(Keys.THREADS).map(OptionalInt::of).orElse(OptionalInt.empty()),
        worker.find(Keys.MEMORY).map(OptionalLong::of).orElse(OptionalLong.empty()),
        worker.get(Keys.KERNEL),
        new Slots(byType));
  }

  private List<Storage> storage() {
    return reading.many("storage").stream()
        .map(path ->
            new Storage(
                path.get(Keys.PATH),
                path.get(Keys.SEAL),
                path.get(Keys.STORE),
                path.get(Keys.WEIGHT)))
        .toList();
  }

  private Sealing sealing() {
    Values sealing = reading.one("sealing");
    return new Sealing(
        new SealProof(sealing.get(Keys.SEAL_PROOF), sealing.get(Keys.SECTOR_SIZE)),
        sealing.get(Keys.SECTOR_LIFE),
        sealing.get(Keys.MOST_SECTORS),
        new Batches(
            sealing.get(Keys.PRE_COMMIT_BATCH),
            sealing.get(Keys.COMMIT_BATCH),
            sealing.get(Keys.BATCH_WAIT)),
        new Fees(
            sealing.get(Keys.PRE_COMMIT_FEE),
            sealing.get(Keys.COMMIT_FEE),
            sealing.get(Keys.TERMINATE_FEE)));
  }

  private Proving proving() {
    Values proving = reading.one("proving");
    return new Proving(
        proving.get(Keys.READERS),
        proving.get(Keys.SLOW_READ),
        proving.find(Keys.PARAMETERS).orElse(USUAL_PARAMETERS),
        proving.get(Keys.LOOK),
        proving.get(Keys.POST_FEE),
        proving.get(Keys.DECLARE_FEE));
  }

  private Scheduler scheduler() {
    Values scheduler = reading.one("scheduler");
    return new Scheduler(
        new Rules(
            NeedTable.OWN,
            scheduler.get(Keys.STAGGER),
            scheduler.get(Keys.SILENCE),
            scheduler.get(Keys.LEASE),
            scheduler.get(Keys.PATIENCE)),
        scheduler.get(Keys.POLL),
        scheduler.get(Keys.STOP_LIMIT));
  }

  private LogSettings log() {
    Values log = reading.one("log");
    return new LogSettings(
        log.find(Keys.LOG_FOLDER)
            .orElseGet(() -> reading.one("miner").get(Keys.DATA).resolve("log")),
        log.get(Keys.LEVEL),
        log.get(Keys.LINES),
        log.get(Keys.ROTATE_AT),
        log.get(Keys.DAYS),
        log.get(Keys.MOST_BYTES));
  }

  private Health health() {
    Values health = reading.one("health");
    return new Health(health.get(Keys.HEALTH), health.get(Keys.WORKER_HEALTH));
  }
}
