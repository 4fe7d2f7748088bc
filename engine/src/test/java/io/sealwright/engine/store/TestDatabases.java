package io.sealwright.engine.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fresh databases of each kind; one PostgreSQL server for all tests, where it can be started. */
public final class TestDatabases {
  private static @Nullable EmbeddedPostgres server;
  private static boolean tried;

  private TestDatabases() {}

  public static List<DatabaseAddress> all() {
    List<DatabaseAddress> databases = new ArrayList<>();
    databases.add(DatabaseAddress.memory("d" + UUID.randomUUID()));
    EmbeddedPostgres postgres = postgres();
    if (postgres != null) {
      databases.add(fresh(postgres));
    }
    return databases;
  }

  private static synchronized @Nullable EmbeddedPostgres postgres() {
    if (!tried) {
      tried = true;
      try {
        server = EmbeddedPostgres.builder().start();
      } catch (IOException | RuntimeException e) {
        System.out.println("PostgreSQL cannot be started here: " + e.getMessage());
      }
    }
    return server;
  }

  private static DatabaseAddress fresh(EmbeddedPostgres postgres) {
    String name = "d" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseAddress(postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
  }
}
