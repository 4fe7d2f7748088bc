package io.sealwright.engine.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealwright.engine.store.ActionTable;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.engine.store.ActionTable.Outcome;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log of what was done, where a process is told something that it does in any case. */
final class StoredLogTest {
  private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
  private static final Order SHUTDOWN = new Order("API from 10.0.0.7", "shutdown", "");

  private final DatabaseAddress address = DatabaseAddress.memory("log" + UUID.randomUUID());

  @Test
  void whatIsDoneToTheProcessIsThereWithItsEnd() throws Exception {
    try (Database database = Database.open(address)) {
      StoredLog log = new StoredLog(database.actions(), () -> NOW);
      log.noted(SHUTDOWN, Optional.empty());
      log.noted(new Order("ann", "log set-level", "x to y"), Optional.of("no such level"));
      assertThat(database.actions().newest(9))
          .extracting(ActionTable.Action::outcome, ActionTable.Action::words)
          .containsExactly(tuple(Outcome.REFUSED, "no such level"), tuple(Outcome.DONE, ""));
    }
  }

  @Test
  void aDatabaseThatIsGoneKeepsNobodyFromIt() throws Exception {
    Database database = Database.open(address);
    StoredLog log = new StoredLog(database.actions(), () -> NOW);
    database.close();
    log.noted(SHUTDOWN, Optional.empty());
  }

  /** As one whose disk is full: whoever would change it waits. */
  @Test
  @Timeout(60)
  void aDatabaseThatLetsEverybodyWaitKeepsNobodyFromIt() throws Exception {
    try (Database database = Database.open(address)) {
      StoredLog log = new StoredLog(database.actions(), () -> NOW);
      try (Connection alone = DriverManager.getConnection(address.url(), address.user(), "");
          Statement statement = alone.createStatement()) {
        statement.execute("set exclusive 1");
        log.noted(SHUTDOWN, Optional.empty());
        statement.execute("set exclusive 0");
      }
      while (database.actions().newest(1).isEmpty()
          || database.actions().newest(1).getFirst().ended().isEmpty()) {
        Thread.sleep(10);
      }
    }
  }
}
