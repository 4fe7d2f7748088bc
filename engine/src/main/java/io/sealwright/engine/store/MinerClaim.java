package io.sealwright.engine.store;

import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The right to act for a miner, which one process at a time has: two would choose the same nonces.
 * It hangs on a connection of its own, so that it ends with the process, however that ends. Whoever
 * lost the connection does nothing until he has the right again.
 */
public final class MinerClaim implements AutoCloseable {
  /** Sets our locks of PostgreSQL apart from those of others in the database. */
  private static final long OURS = 0x5EA1L << 48;

  /** Of a host that lost its power PostgreSQL would not hear for two hours, and keep its lock. */
  private static final String KEEPALIVES =
      "set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10;"
          + " set tcp_keepalives_count = 3";

  private static final int ANSWER_SECONDS = 10;
  private static final int H2_LOCK_TIMEOUT = 50200;

  private final DatabaseAddress address;
  private final MinerId miner;
  private @Nullable Connection held;

  MinerClaim(DatabaseAddress address, MinerId miner) {
    this.address = address;
    this.miner = miner;
  }

  /**
   * Sees that this process has the right now, and takes it where nobody has it.
   *
   * @throws MinerTaken if another process has it
   * @throws IOException if the database does not answer, or another process has it
   */
  public synchronized void require() throws IOException {
    try {
      if (held != null && isValid(held)) {
        return;
      }
      letGo();
      held = take();
    } catch (SQLException e) {
      throw new IOException(Database.words(e), e);
    }
  }

  /** Its transaction stays open: it has to say something, lest it count as one that stopped. */
  private boolean isValid(Connection connection) throws SQLException {
    if (!connection.isValid(ANSWER_SECONDS)) {
      return false;
    }
    if (!address.isPostgres()) {
      try (Statement word = connection.createStatement()) {
        word.execute("select 1");
      }
    }
    return true;
  }

  Connection take() throws SQLException, MinerTaken {
    Connection connection =
        DriverManager.getConnection(address.url(), address.user(), address.password());
    boolean taken = false;
    try {
      taken = address.isPostgres() ? lockPostgres(connection) : lockRow(connection);
    } finally {
      if (!taken) {
        connection.close();
      }
    }
    if (!taken) {
      throw new MinerTaken(miner);
    }
    return connection;
  }

  /** A transaction that stays open would keep PostgreSQL from clearing old rows away. */
  private boolean lockPostgres(Connection connection) throws SQLException {
    try (Statement settings = connection.createStatement()) {
      settings.execute(KEEPALIVES);
    }
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, OURS ^ miner.id());
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private boolean lockRow(Connection connection) throws SQLException {
    try (PreparedStatement there =
        connection.prepareStatement(
            "insert into driven (miner) select cast(? as bigint)"
                + " where not exists (select 1 from driven where miner = ?)")) {
      there.setLong(1, miner.id());
      there.setLong(2, miner.id());
      there.execute();
    }
    connection.setAutoCommit(false);
    try (PreparedStatement lock =
        connection.prepareStatement("select miner from driven where miner = ? for update")) {
      lock.setLong(1, miner.id());
      lock.execute();
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == H2_LOCK_TIMEOUT) {
        return false;
      }
      throw e;
    }
  }

  private void letGo() throws SQLException {
    Connection before = held;
    held = null;
    if (before != null) {
      before.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      letGo();
    } catch (SQLException e) {
      throw new IOException(Database.words(e), e);
    }
  }
}
