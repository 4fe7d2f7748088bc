package io.sealwright.app.config;

import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.amount.TokenAmount;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What an operator has set, and the defaults of the rest. What each is for, {@link Keys} says. */
public record Configuration(
    Miner miner,
    Database database,
    Worker worker,
    List<Storage> storage,
    Sealing sealing,
    Proving proving,
    Scheduler scheduler,
    LogSettings log,
    Health health) {

  public Configuration {
    storage = List.copyOf(storage);
  }

  /**
   * The miner.
   *
   * @param data holds the embedded database, the lock, the log of actions; a worker has a folder of
   *     its own in it
   */
  public record Miner(
      Optional<MinerId> address,
      Path data,
      InetSocketAddress listen,
      Optional<FullNodes> fullNodes) {}

  /**
   * The database.
   *
   * @param own where the process that has the data folder finds it
   * @param shared where every other process does; none if it is not to be reached from there
   * @param tcpPort of the H2 server that the first is to start; none: no server
   */
  public record Database(
      JdbcUrl own,
      Optional<JdbcUrl> shared,
      OptionalInt tcpPort,
      String user,
      Optional<Path> passwordFile) {}

  /**
   * A worker.
   *
   * @param name none: the host's
   * @param host none: what the system calls it
   * @param threads none: all there are
   * @param memory in bytes; none: all there is
   * @param kernel what computes hashes and field elements
   */
  public record Worker(
      Optional<String> name,
      Optional<String> host,
      OptionalInt threads,
      OptionalLong memory,
      Kernel kernel,
      Slots slots) {}

  /** A path for sectors. */
  public record Storage(Path path, boolean seal, boolean store, int weight) {
    public Storage {
      if (!seal && !store) {
        throw new IllegalArgumentException(path + " is neither to seal nor to store");
      }
    }
  }

  /**
   * How sectors are made.
   *
   * @param mostSectors in the making at a time
   */
  public record Sealing(
      SealProof proof, Duration sectorLife, int mostSectors, Batches batches, Fees fees) {}

  /** How many sectors share a message, and how long the first of them waits for the others. */
  public record Batches(int preCommit, int commit, Duration longest) {}

  /** The most that a message of each kind may cost in gas. */
  public record Fees(TokenAmount preCommit, TokenAmount commit, TokenAmount terminate) {}

  /**
   * How windows are proven.
   *
   * @param readers threads that read, on each storage path
   * @param slow a read that takes longer is named in the log
   * @param look the files of a sector are looked for anew after so long
   */
  public record Proving(
      int readers,
      Duration slow,
      Path parameters,
      Duration look,
      TokenAmount postFee,
      TokenAmount declareFee) {}

  /**
   * How work is given out.
   *
   * @param poll between two looks for work
   * @param stopLimit how long a process that is to stop waits for its work before it parks it
   */
  public record Scheduler(Rules rules, Duration poll, Duration stopLimit) {}

  /** Where processes answer {@code /health} and {@code /metrics}. */
  public record Health(InetSocketAddress listen, InetSocketAddress workerListen) {}
}
