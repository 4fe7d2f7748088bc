package io.sealwright.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Jdbi;

/** An open database, with the tables as this release wants them. */
public final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 12;
  private static final int CONNECTIONS_APART = 4;
  private static final long WAIT_MILLIS = 10_000;

  /** A process that stops in the middle of a transaction holds its rows no longer than this. */
  static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

  /** What H2 says, in codes of its own, of a connection that will never be of use again. */
  private static final Set<Integer> LOST =
      Set.of(
          ErrorCode.CONNECTION_BROKEN_1,
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

  /**
   * What PostgreSQL says when it ends a session: it shuts down, crashed, starts, or waited long.
   */
  private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "25P03");

  /** The class of states that the standard has for connections. */
  private static final String CONNECTION_STATES = "08";

  /** In the next line of a message of H2 is the statement. */
  private static final Pattern H2_STATEMENT = Pattern.compile("; SQL statement:$");

  /** Of a connection that is used without a pause the pool would not find out. */
  private static final SQLExceptionOverride LOSING =
      new SQLExceptionOverride() {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
          return LOST.contains(e.getErrorCode())
              ? SQLExceptionOverride.Override.MUST_EVICT
              : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
      };

  static {
    PatientFiles.register();
  }

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final DatabaseAddress address;
  private final Optional<Path> ownFile;

  private Database(HikariDataSource pool, DataSource connections, DatabaseAddress address)
      throws IOException {
    this.address = address;
    Optional<Path> file = address.ownFile();
    this.ownFile = file.isPresent() ? Optional.of(file.get().toRealPath()) : Optional.empty();
    this.pool = pool;
    this.jdbi = Jdbi.create(connections);
  }

  private Database(HikariDataSource pool, Database same) {
    this.address = same.address;
    this.ownFile = same.ownFile;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Opens a database and brings its tables up to date; of several processes that do so at once one
   * does it and the others wait.
   */
  public static Database open(DatabaseAddress address) throws DatabaseUnavailable {
    return open(address, UnaryOperator.identity());
  }

  /** The same, with something between the tables and their connections. */
  static Database open(DatabaseAddress address, UnaryOperator<DataSource> between)
      throws DatabaseUnavailable {
    HikariDataSource pool = null;
    try {
      if (address.ownFile().isPresent()) {
        LastCommit.find(address.ownFile().orElseThrow());
      }
      pool = new HikariDataSource(settings(address, CONNECTIONS));
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:io/sealwright/engine/store/migration")
          .load()
          .migrate();
      return new Database(pool, between.apply(pool), address);
    } catch (IOException | FlywayException | PoolInitializationException e) {
      if (pool != null) {
        pool.close();
      }
      throw unavailable(address, e);
    }
  }

  private static DatabaseUnavailable unavailable(DatabaseAddress address, Exception failure) {
    return new DatabaseUnavailable(
        "the database " + address + ": " + reason(failure),
        DatabaseUnavailable.Kind.of(failure),
        failure);
  }

  private static HikariConfig settings(DatabaseAddress address, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setExceptionOverride(LOSING);
    if (address.isPostgres()) {
      config.setConnectionInitSql(
          "set idle_in_transaction_session_timeout = %d".formatted(IDLE_LIMIT.toMillis()));
    }
    return config;
  }

  /**
   * The same database by a few connections of its own, for those who mostly read. Where commits
   * wait for room on a disk they take all that there are in the end; who reads is not to wait for
   * them.
   */
  public Database apart() throws DatabaseUnavailable {
    try {
      return new Database(new HikariDataSource(settings(address, CONNECTIONS_APART)), this);
    } catch (PoolInitializationException e) {
      throw unavailable(address, e);
    }
  }

  /** What is at the bottom of a failure, in one line. */
  public static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return switch (last) {
      case UnknownHostException e -> "the host name %s is not known".formatted(e.getMessage());
      // The pool's own, where no attempt has failed yet: its words are figures of the pool.
      case SQLTransientConnectionException _ ->
          "there was no connection to it within %d s".formatted(WAIT_MILLIS / 1000);
      default ->
          H2_STATEMENT
              .matcher(String.valueOf(last.getMessage()).lines().findFirst().orElse(""))
              .replaceFirst("");
    };
  }

  /**
   * A failure in words: one of the database by its reason alone, for its message has the whole
   * statement in it, with what was filled in.
   */
  public static String words(Throwable failure) {
    return chain(failure).anyMatch(one -> one instanceof SQLException)
        ? (isGone(failure) ? "the database does not answer: " : "the database: ") + reason(failure)
        : String.valueOf(failure.getMessage());
  }

  static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** Whether something failed only because the database does not answer any more. */
  public static boolean isGone(Throwable failure) {
    return chain(failure)
        .anyMatch(one ->
            one instanceof SQLNonTransientConnectionException
                || one instanceof SQLTransientConnectionException
                || one instanceof SQLException e
                    && (LOST.contains(e.getErrorCode())
                        || ENDED.contains(String.valueOf(e.getSQLState()))
                        || String.valueOf(e.getSQLState()).startsWith(CONNECTION_STATES)));
  }

  /**
   * Ends connections that stopped in the middle of a transaction: others would wait for its rows as
   * long as its process stays frozen. PostgreSQL does so by itself; of H2 whoever plans asks for
   * it.
   *
   * @return how many were ended
   */
  public int endStopped() {
    return endStopped(IDLE_LIMIT);
  }

  int endStopped(Duration limit) {
    return address.isPostgres()
        ? 0
        : jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select abort_session(session_id) from information_schema.sessions"
                        + " where contains_uncommitted and session_id <> session_id()"
                        + " and sleep_since <= dateadd(millisecond, :limit, current_timestamp)")
                .bind("limit", -limit.toMillis())
                .mapTo(Boolean.class)
                .list()
                .size());
  }

  /**
   * Why nothing can be written to it now: a file of this process that has no room, or a server to
   * which there is no connection. Never waits.
   */
  public Optional<String> trouble() {
    HikariPoolMXBean connections = pool.getHikariPoolMXBean();
    return connections.getTotalConnections() == 0
        ? Optional.of("there is no connection to it")
        : ownFile
            .flatMap(PatientFiles::trouble)
            .map(words -> "its file cannot be written, and what would change it waits: " + words);
  }

  /** For the carrier of tasks, which brings its own statements. */
  public DataSource connections() {
    return pool;
  }

  public SectorTable sectors() {
    return new SectorTable(jdbi);
  }

  public OpeningTable openings() {
    return new OpeningTable(jdbi);
  }

  public TaskTable tasks() {
    return new TaskTable(jdbi);
  }

  public HostTable hosts() {
    return new HostTable(jdbi);
  }

  public PathTable paths() {
    return new PathTable(jdbi);
  }

  public AttachmentTable attachments() {
    return new AttachmentTable(jdbi);
  }

  public CheckTable checks() {
    return new CheckTable(jdbi);
  }

  /** The messages of a miner. */
  public OutboxTable outbox(MinerId miner) {
    return new OutboxTable(jdbi, miner);
  }

  /** The right to act for a miner, not taken yet. */
  public MinerClaim claim(MinerId miner) {
    return new MinerClaim(address, miner);
  }

  /** What a miner did in its windows. */
  public DutyTable duties(MinerId miner) {
    return new DutyTable(jdbi, miner);
  }

  public ActionTable actions() {
    return new ActionTable(jdbi);
  }

  @Override
  public void close() {
    pool.close();
  }
}
