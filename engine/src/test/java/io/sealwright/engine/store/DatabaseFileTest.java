package io.sealwright.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.EpochSpan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database in a file: one process has it open, and serves it to others. */
class DatabaseFileTest {
  private static final String USER = "sealwright";
  private static final String PASSWORD = "of the test";
  private static final Pause EVERYTHING = new Pause(new Pause.Scope.Everywhere(), Optional.empty());

  @TempDir Path folder;

  private DatabaseAddress file() {
    return DatabaseAddress.file(folder.resolve("cluster"), USER, PASSWORD);
  }

  private static SectorId pledge(Database database) {
    Pledge pledge =
        new Pledge(
            new MinerId(1000),
            new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
            new EpochSpan(2_000_000));
    return database.sectors().pledge(pledge, new SectorNumber(0), Instant.EPOCH);
  }

  @Test
  void othersSeeThroughTheServerWhatItHolds() throws Exception {
    try (Database own = Database.open(file());
        H2Server server = H2Server.start(folder, 0, false);
        Database other = Database.open(server.address("cluster", USER, PASSWORD))) {
      SectorId first = pledge(own);
      SectorId second = pledge(other);
      assertThat(other.sectors().find(first)).isPresent();
      assertThat(own.sectors().find(second)).isPresent();
      assertThat(second.number()).isEqualTo(new SectorNumber(1));
      assertThatThrownBy(() -> Database.open(server.address("cluster", USER, "another")))
          .isInstanceOf(DatabaseUnavailable.class);
    }
  }

  @Test
  void itHoldsWhatWasWrittenWhenItIsOpenedAgain() throws Exception {
    SectorId sector;
    try (Database database = Database.open(file())) {
      sector = pledge(database);
    }
    try (Database database = Database.open(file())) {
      assertThat(database.sectors().find(sector)).isPresent();
    }
  }

  @Test
  void aThreadThatIsInterruptedDoesNotCloseItForAll() throws Exception {
    try (Database database = Database.open(file())) {
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                try {
                  pledge(database);
                } catch (RuntimeException _) {
                  // Its own call may fail.
                }
              });
      thread.join();
      assertThat(database.sectors().find(pledge(database))).isPresent();
    }
  }

  /** Uses a database without a pause; fails if it never answers again. */
  private static void useUntilItAnswers(Database database) {
    for (int failures = 0; ; failures++) {
      try {
        database.hosts().workers();
        return;
      } catch (JdbiException e) {
        assertThat(failures).as(e.getMessage()).isLessThan(100);
      }
    }
  }

  @Test
  void aProcessFindsItAgainWhenItsServerHasBegunAnew() throws Exception {
    try (Database own = Database.open(file())) {
      pledge(own);
      H2Server first = H2Server.start(folder, 0, false);
      DatabaseAddress address = first.address("cluster", USER, PASSWORD);
      try (Database other = Database.open(address)) {
        useUntilItAnswers(other);
        assertThat(other.trouble()).isEmpty();
        first.close();
        // Each use finds out about some of its connections.
        for (int i = 0; i < 100 && other.trouble().isEmpty(); i++) {
          assertThatThrownBy(() -> other.hosts().workers()).isInstanceOf(JdbiException.class);
        }
        assertThat(other.trouble()).contains("there is no connection to it");
        int port = Integer.parseInt(address.url().replaceAll(".*:(\\d+)/.*", "$1"));
        try (H2Server _ = H2Server.start(folder, port, false)) {
          useUntilItAnswers(other);
          assertThat(other.trouble()).isEmpty();
        }
      }
    }
  }

  /**
   * As one that is frozen by SIGSTOP; whoever has the right to act for a miner is none of these.
   */
  @Test
  void aProcessThatStopsInTheMiddleOfItsWorkDoesNotHoldTheOthersUp() throws Exception {
    try (Database own = Database.open(file());
        H2Server server = H2Server.start(folder, 0, false);
        Database other = Database.open(server.address("cluster", USER, PASSWORD));
        MinerClaim claim = own.claim(new MinerId(1000))) {
      claim.require();
      own.hosts().pause(EVERYTHING, Instant.EPOCH);
      try (Connection stopped = other.connections().getConnection();
          Statement statement = stopped.createStatement()) {
        stopped.setAutoCommit(false);
        statement.execute("update pause set since = 1");
        assertThatThrownBy(() -> own.hosts().resume(EVERYTHING)).isInstanceOf(JdbiException.class);
        claim.require();
        assertThat(own.endStopped(Database.IDLE_LIMIT)).isZero();
        assertThat(own.endStopped(Duration.ofSeconds(1))).isPositive();
        assertThat(own.hosts().resume(EVERYTHING)).isTrue();
        claim.require();
        assertThatThrownBy(stopped::commit).isInstanceOf(SQLException.class);
      }
      assertThat(other.hosts().pauses()).isEmpty();
    }
  }

  /** As a full disk closes it. */
  @Test
  void itsProcessOpensItAgainWhenItWasClosedUnderIt() throws Exception {
    try (Database database = Database.open(file())) {
      SectorId sector = pledge(database);
      try (Connection connection = database.connections().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("shutdown immediately");
      } catch (SQLException _) {
        // The connection is gone with it.
      }
      useUntilItAnswers(database);
      assertThat(database.sectors().find(sector)).isPresent();
    }
  }
}
