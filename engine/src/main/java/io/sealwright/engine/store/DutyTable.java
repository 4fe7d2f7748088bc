package io.sealwright.engine.store;

import io.sealwright.engine.duty.DutyRecords;
import io.sealwright.engine.duty.Purpose;
import io.sealwright.engine.duty.WindowJson;
import io.sealwright.engine.duty.WindowRecord;
import io.sealwright.engine.life.json.UnreadableRecord;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** What one miner did in its windows; an attempt has a row. */
public final class DutyTable implements DutyRecords {
  private final Jdbi jdbi;
  private final long miner;

  DutyTable(Jdbi jdbi, MinerId miner) {
    this.jdbi = jdbi;
    this.miner = miner.id();
  }

  @Override
  public void put(WindowRecord record) throws IOException {
    Statements.transact(
        jdbi,
        handle -> {
          Statements.put(
              handle,
              "update duty set opens = :opens, ended = :ended, record = :record"
                  + " where miner = :miner and attempt = :attempt",
              "insert into duty (miner, attempt, opens, ended, record)"
                  + " values (:miner, :attempt, :opens, :ended, :record)",
              statement ->
                  statement
                      .bind("miner", miner)
                      .bind("attempt", new Purpose.Proof(record.attempt()).key())
                      .bind("opens", record.attempt().window().open().height())
                      .bind("ended", record.progress().isEnded())
                      .bind("record", WindowJson.encode(record)));
          return handle;
        });
  }

  @Override
  public List<WindowRecord> unended() throws IOException {
    return list("and not ended order by seq", query -> query);
  }

  @Override
  public List<WindowRecord> ofWindow(Epoch open) throws IOException {
    return list("and opens = :opens order by seq", query -> query.bind("opens", open.height()));
  }

  @Override
  public List<WindowRecord> newest(int most) throws IOException {
    return list("order by seq desc limit :most", query -> query.bind("most", most));
  }

  private List<WindowRecord> list(String which, UnaryOperator<Query> values) throws IOException {
    return Statements.transact(
        jdbi,
        handle ->
            values
                .apply(handle.createQuery("select record from duty where miner = :miner " + which))
                .bind("miner", miner)
                .map(DutyTable::read)
                .list());
  }

  private static WindowRecord read(ResultSet row, StatementContext context) throws SQLException {
    try {
      return WindowJson.decode(row.getString(1));
    } catch (UnreadableRecord e) {
      throw new SQLException("the record of a window cannot be read", e);
    }
  }
}
