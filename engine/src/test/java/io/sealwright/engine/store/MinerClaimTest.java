package io.sealwright.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes of one miner on one database. */
final class MinerClaimTest {
  private static final MinerId MINER = new MinerId(1000);

  static List<DatabaseAddress> databases() {
    return TestDatabases.all();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void oneProcessAtATimeActsForAMiner(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address);
        Database others = Database.open(address);
        MinerClaim second = others.claim(MINER)) {
      try (MinerClaim first = database.claim(MINER);
          MinerClaim another = others.claim(new MinerId(1001))) {
        first.require();
        assertThatThrownBy(second::require)
            .isInstanceOf(MinerTaken.class)
            .hasMessage("another process drives miner f01000 on this database");
        assertThatCode(first::require).doesNotThrowAnyException();
        assertThatCode(another::require).doesNotThrowAnyException();
      }
      assertThatCode(second::require).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whoLosesHisConnectionAsksForTheRightAgain(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address);
        MinerClaim first = database.claim(MINER);
        MinerClaim second = database.claim(MINER)) {
      first.require();
      cut(database, address);
      second.require();
      assertThatThrownBy(first::require)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process drives");
    }
  }

  /** One that lost its power says nothing: another that starts in its stead is not to wait long. */
  @Test
  void theServerGivesUpAHostThatIsGoneWithinAMinute() throws Exception {
    DatabaseAddress address = DatabaseWordsTest.postgres();
    try (Database database = Database.open(address);
        MinerClaim claim = database.claim(MINER);
        Connection held = claim.take()) {
      int idle = setting(held, "tcp_keepalives_idle");
      int interval = setting(held, "tcp_keepalives_interval");
      int count = setting(held, "tcp_keepalives_count");
      assertThat(List.of(idle, interval, count)).allMatch(value -> value > 0);
      assertThat(idle + interval * count).isLessThanOrEqualTo(60);
    }
  }

  private static int setting(Connection connection, String name) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + name)) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }

  /** Ends every connection but the one that says so, as a server does that restarts. */
  private static void cut(Database database, DatabaseAddress address) throws Exception {
    String sessions =
        address.isPostgres()
            ? "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where pid <> pg_backend_pid() and datname = current_database()"
            : "select abort_session(session_id) from information_schema.sessions"
                + " where session_id <> session_id()";
    try (var connection = database.connections().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sessions);
    }
  }
}
