package io.sealwright.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealwright.engine.store.DatabaseUnavailable.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is said of a database that does not do what it should. */
final class DatabaseWordsTest {
  private static DatabaseUnavailable refusal(DatabaseAddress address) {
    return catchThrowableOfType(DatabaseUnavailable.class, () -> Database.open(address).close());
  }

  static DatabaseAddress postgres() {
    Optional<DatabaseAddress> address =
        TestDatabases.all().stream().filter(DatabaseAddress::isPostgres).findFirst();
    Assumptions.assumeTrue(address.isPresent(), "PostgreSQL cannot be started here");
    return address.orElseThrow();
  }

  private static void execute(DatabaseAddress address, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  @Test
  void aHostThatIsNotKnownIsToldFromAServerThatDoesNotRun() {
    DatabaseUnavailable unknown =
        refusal(new DatabaseAddress("jdbc:postgresql://no-such-host.invalid:1/x", "u", ""));
    assertThat(unknown.kind()).isEqualTo(Kind.UNKNOWN_HOST);
    assertThat(unknown).hasMessageEndingWith("the host name no-such-host.invalid is not known");
    DatabaseUnavailable silent =
        refusal(new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/x", "u", ""));
    assertThat(silent.kind()).isEqualTo(Kind.OTHER);
    assertThat(silent).hasMessageContaining("refused");
  }

  @Test
  void whatPostgresRefusesIsToldApart() throws Exception {
    DatabaseAddress own = postgres();
    String role = "guest" + UUID.randomUUID().toString().replace("-", "");
    execute(own, "create role " + role + " login");
    String url = own.url().replaceFirst("\\?.*", "");
    assertThat(refusal(new DatabaseAddress(url, role, "")).kind()).isEqualTo(Kind.NO_RIGHT);
    assertThat(refusal(new DatabaseAddress(url, "nobody", "")).kind()).isEqualTo(Kind.NO_ENTRY);
    String elsewhere = url.replaceFirst("/d[0-9a-f]{32}$", "/nowhere");
    assertThat(refusal(new DatabaseAddress(elsewhere, role, "")).kind())
        .isEqualTo(Kind.NO_SUCH_DATABASE);
    execute(own, "alter database %s owner to %s".formatted(url.replaceFirst(".*/", ""), role));
    Database.open(new DatabaseAddress(url, role, "")).close();
  }

  @Test
  void aFailureIsToldByItsReasonAndNotByTheStatement() throws Exception {
    for (DatabaseAddress address : TestDatabases.all()) {
      try (Database database = Database.open(address)) {
        try (Connection connection = database.connections().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("alter table pause rename to away");
        }
        Throwable failure = catchThrowable(() -> database.hosts().pauses());
        assertThat(failure).hasMessageContaining("select host");
        assertThat(Database.words(failure))
            .startsWith("the database: ")
            .containsIgnoringCase("pause")
            .doesNotContain("select", "SQL", "arguments");
      }
    }
  }

  @Test
  void aServerThatEndsASessionInItsMiddleDoesNotAnswer() throws Exception {
    DatabaseAddress address = postgres();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      execute(
          address,
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and datname = current_database()");
      Throwable failure = catchThrowable(() -> statement.execute("select 1"));
      assertThat(Database.words(failure)).startsWith("the database does not answer: ");
    }
  }

  @Test
  void aPoolWithoutConnectionsIsToldInWords() {
    SQLTransientConnectionException pool =
        new SQLTransientConnectionException(
            "HikariPool-1 - Connection is not available, request timed out after 10000ms"
                + " (total=0, active=0, idle=0, waiting=0)");
    assertThat(Database.words(new IllegalStateException(pool)))
        .isEqualTo("the database does not answer: there was no connection to it within 10 s");
    pool.initCause(new SQLException("Connection refused", "08001"));
    assertThat(Database.words(pool)).isEqualTo("the database does not answer: Connection refused");
    assertThat(Database.words(new IllegalStateException("no more"))).isEqualTo("no more");
  }
}
