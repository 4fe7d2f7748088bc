package io.sealwright.app.config;

import io.sealwright.app.config.table.Forms;
import io.sealwright.app.config.table.Key;
import io.sealwright.app.config.table.Key.Section;
import io.sealwright.app.config.table.Phrase;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.amount.TokenAmount;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every key of {@code sealwright.toml}: all else about the file is derived from this list. */
public final class Keys {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long TIB = 1L << 40;

  static final Key<MinerId> ADDRESS = Key.optional("miner", "address", Forms.miner(), "f01000");
  static final Key<Path> DATA = Key.of("miner", "data", Forms.newFolder(), "~/.sealwright");
  static final Key<InetSocketAddress> LISTEN =
      Key.of("miner", "listen", Forms.endpoint(), "127.0.0.1:2345");
  static final Key<FullNodes> FULL_NODE =
      Key.optional(
              "miner",
              "full-node-api",
              Forms.secret(Phrase.of("config.form.api"), FullNodes::parse, FullNodes::toString),
              "TOKEN:/ip4/127.0.0.1/tcp/1234/http")
          .orVariable("FULLNODE_API_INFO");

  static final Key<JdbcUrl> URL =
      Key.optional(
          "database",
          "url",
          Forms.secret(Phrase.of("config.form.jdbc"), JdbcUrl::new, JdbcUrl::toString),
          "jdbc:postgresql://db.example:5432/sealwright");
  static final Key<Integer> TCP_PORT = Key.of("database", "tcp-port", Forms.whole(0, 65_535), 0L);
  static final Key<String> USER = Key.of("database", "user", Forms.line(), "sealwright");
  static final Key<Path> PASSWORD_FILE =
      Key.optional("database", "password-file", Forms.file(), "/etc/sealwright/database-password");

  static final Key<String> WORKER = Key.optional("worker", "name", Forms.name(), "seal-1");
  static final Key<String> HOST = Key.optional("worker", "host", Forms.name(), "seal-1");
  static final Key<Integer> THREADS = Key.optional("worker", "threads", Forms.whole(1, 4096), 32L);
  static final Key<Long> MEMORY =
      Key.optional("worker", "memory", Forms.size(64 * MIB, 64 * TIB), "256GiB");
  static final Key<Kernel> KERNEL =
      Key.of("worker", "kernel", Forms.choice(Arrays.asList(Kernel.values())), "auto");
  static final Map<TaskType, Key<Integer>> SLOTS = slots();

  static final Key<Path> PATH = Key.optional("storage", "path", Forms.folder(), "/mnt/seal-1");
  static final Key<Boolean> SEAL = Key.of("storage", "seal", Forms.truth(), true);
  static final Key<Boolean> STORE = Key.of("storage", "store", Forms.truth(), true);
  static final Key<Integer> WEIGHT = Key.of("storage", "weight", Forms.whole(0, 1_000_000), 10L);

  static final Key<SectorSize> SECTOR_SIZE =
      Key.of("sealing", "sector-size", Forms.choice(SealProof.REGISTERED), "32GiB");
  static final Key<SealFamily> SEAL_PROOF =
      Key.of(
          "sealing",
          "seal-proof",
          Forms.choice(List.of(SealFamily.V1_1, SealFamily.SYNTHETIC)),
          "v1_1");
  static final Key<Duration> SECTOR_LIFE =
      Key.of(
          "sealing",
          "sector-life",
          Forms.time(Duration.ofDays(180), Duration.ofDays(1278)),
          "540d");
  static final Key<Integer> MOST_SECTORS =
      Key.of("sealing", "most-sectors", Forms.whole(1, 100_000), 32L);
  static final Key<Integer> PRE_COMMIT_BATCH =
      Key.of("sealing", "pre-commit-batch", Forms.whole(1, 256), 1L);
  static final Key<Integer> COMMIT_BATCH =
      Key.of("sealing", "commit-batch", Forms.whole(1, 256), 1L);
  static final Key<Duration> BATCH_WAIT =
      Key.of("sealing", "batch-wait", Forms.time(Duration.ZERO, Duration.ofHours(24)), "10m");
  static final Key<TokenAmount> PRE_COMMIT_FEE =
      Key.of("sealing", "pre-commit-fee", Forms.money("100FIL"), "0.025FIL");
  static final Key<TokenAmount> COMMIT_FEE =
      Key.of("sealing", "commit-fee", Forms.money("100FIL"), "0.05FIL");
  static final Key<TokenAmount> TERMINATE_FEE =
      Key.of("sealing", "terminate-fee", Forms.money("100FIL"), "0.5FIL");

  static final Key<Integer> READERS = Key.of("proving", "readers", Forms.whole(1, 1024), 8L);
  static final Key<Duration> SLOW_READ =
      Key.of("proving", "slow-read", Forms.time(Duration.ofMillis(1), Duration.ofHours(1)), "10s");
  static final Key<Path> PARAMETERS =
      Key.optional("proving", "parameters", Forms.folder(), "/var/tmp/filecoin-proof-parameters")
          .orVariable("FIL_PROOFS_PARAMETER_CACHE");
  static final Key<Duration> LOOK =
      Key.of("proving", "look", Forms.time(Duration.ofSeconds(1), Duration.ofHours(24)), "1m");
  static final Key<TokenAmount> POST_FEE =
      Key.of("proving", "post-fee", Forms.money("100FIL"), "5FIL");
  static final Key<TokenAmount> DECLARE_FEE =
      Key.of("proving", "declare-fee", Forms.money("100FIL"), "1FIL");

  static final Key<Duration> STAGGER =
      Key.of("scheduler", "stagger", Forms.time(Duration.ZERO, Duration.ofHours(1)), "30s");
  static final Key<Duration> SILENCE =
      Key.of("scheduler", "silence", Forms.time(Duration.ofMillis(100), Duration.ofHours(1)), "1m");
  static final Key<Duration> LEASE =
      Key.of("scheduler", "lease", Forms.time(Duration.ofMillis(200), Duration.ofHours(24)), "5m");
  static final Key<Duration> PATIENCE =
      Key.of("scheduler", "patience", Forms.time(Duration.ZERO, Duration.ofDays(30)), "12h");
  static final Key<Duration> POLL =
      Key.of("scheduler", "poll", Forms.time(Duration.ofMillis(20), Duration.ofMinutes(1)), "2s");
  static final Key<Duration> STOP_LIMIT =
      Key.of(
          "scheduler", "stop-limit", Forms.time(Duration.ofSeconds(1), Duration.ofHours(24)), "2m");

  static final Key<Path> LOG_FOLDER =
      Key.optional("log", "folder", Forms.newFolder(), "/var/log/sealwright");
  static final Key<LogSettings.Level> LEVEL =
      Key.of("log", "level", Forms.choice(Arrays.asList(LogSettings.Level.values())), "info");
  static final Key<LogSettings.Lines> LINES =
      Key.of("log", "format", Forms.choice(Arrays.asList(LogSettings.Lines.values())), "text");
  static final Key<Long> ROTATE_AT = Key.of("log", "rotate-at", Forms.size(4 * KIB, TIB), "100MiB");
  static final Key<Integer> DAYS = Key.of("log", "days", Forms.whole(1, 3650), 30L);
  static final Key<Long> MOST_BYTES =
      Key.of("log", "most-bytes", Forms.size(64 * KIB, 64 * TIB), "10GiB");

  static final Key<InetSocketAddress> HEALTH =
      Key.of("health", "listen", Forms.endpoint(), "127.0.0.1:2347");
  static final Key<InetSocketAddress> WORKER_HEALTH =
      Key.of("health", "worker-listen", Forms.endpoint(), "127.0.0.1:2348");

  /** In the order in which a file has them. */
  public static final List<Section> ALL =
      List.of(
          section("miner", ADDRESS, DATA, LISTEN, FULL_NODE),
          section("database", URL, TCP_PORT, USER, PASSWORD_FILE),
          section("worker", WORKER, HOST, THREADS, MEMORY, KERNEL),
          section("worker.slots", SLOTS.values().toArray(Key<?>[]::new)),
          new Section("storage", true, List.of(PATH, SEAL, STORE, WEIGHT)),
          section(
              "sealing",
              SECTOR_SIZE,
              SEAL_PROOF,
              SECTOR_LIFE,
              MOST_SECTORS,
              PRE_COMMIT_BATCH,
              COMMIT_BATCH,
              BATCH_WAIT,
              PRE_COMMIT_FEE,
              COMMIT_FEE,
              TERMINATE_FEE),
          section("proving", READERS, SLOW_READ, PARAMETERS, LOOK, POST_FEE, DECLARE_FEE),
          section("scheduler", STAGGER, SILENCE, LEASE, PATIENCE, POLL, STOP_LIMIT),
          section("log", LOG_FOLDER, LEVEL, LINES, ROTATE_AT, DAYS, MOST_BYTES),
          section("health", HEALTH, WORKER_HEALTH));

  private Keys() {}

  private static Section section(String name, Key<?>... keys) {
    return new Section(name, false, List.of(keys));
  }

  private static Map<TaskType, Key<Integer>> slots() {
    Map<TaskType, Key<Integer>> slots = new EnumMap<>(TaskType.class);
    for (TaskType type : TaskType.values()) {
      if (!type.isProving()) {
        long normal = (long) Slots.SEALING.of(type) + Slots.COMMITTING.of(type);
        slots.put(type, Key.of("worker.slots", type.name(), Forms.whole(0, 1000), normal));
      }
    }
    return slots;
  }
}
