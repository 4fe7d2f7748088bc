package io.sealwright.engine.store;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** What statements of several tables have in common. */
final class Statements {
  /** Picks the rows of a sector. */
  static final String OF_SECTOR = " where miner = :miner and number = :number";

  /** The state of SQL for a key that is there already. */
  private static final String IS_THERE = "23505";

  private Statements() {}

  /** Fills in {@code :miner} and {@code :number}. */
  static <S extends SqlStatement<S>> S bind(S statement, SectorId sector) {
    return statement.bind("miner", sector.miner().id()).bind("number", sector.number().number());
  }

  /** The sector of a row with {@code miner} and {@code number}. */
  static SectorId sector(ResultSet row) throws SQLException {
    return new SectorId(new MinerId(row.getLong("miner")), new SectorNumber(row.getLong("number")));
  }

  /** Changes a row, or makes it where there is none; both statements take the same values. */
  static void put(Handle handle, String update, String insert, UnaryOperator<Update> values) {
    if (values.apply(handle.createUpdate(update)).execute() == 0) {
      values.apply(handle.createUpdate(insert)).execute();
    }
  }

  /**
   * One transaction that makes rows which another process may make at the same moment, as two
   * workers of a new host do. Who comes second begins again, and then finds them.
   */
  static void transactPuts(Jdbi jdbi, HandleConsumer<RuntimeException> work) {
    try {
      jdbi.useTransaction(work);
    } catch (JdbiException e) {
      if (!(e.getCause() instanceof SQLException cause)
          || !String.valueOf(cause.getSQLState()).equals(IS_THERE)) {
        throw e;
      }
      jdbi.useTransaction(work);
    }
  }

  /** One transaction, for those who reckon with a database that fails. */
  static <R> R transact(Jdbi jdbi, HandleCallback<R, IOException> work) throws IOException {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw new IOException(Database.words(e), e);
    }
  }
}
