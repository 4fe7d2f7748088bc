package io.sealwright.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.JdbcUrl;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a process is told that does not get to its cluster's database. */
final class ClusterDatabaseTest {
  private static final JdbcUrl OWN = new JdbcUrl("jdbc:h2:file:/nowhere/database/sealwright");

  @Test
  void aWorkerBeforeItsMinerIsToldToStartThatFirst() throws Exception {
    int port = closedPort();
    JdbcUrl served = new JdbcUrl("jdbc:h2:tcp://127.0.0.1:" + port + "/nowhere/sealwright");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() ->
            ClusterDatabase.shared(
                new Configuration.Database(
                    OWN, Optional.of(served), OptionalInt.of(port), "u", Optional.empty())))
        .withMessageContaining("Connection refused; start the miner first, which serves it")
        .withMessageEndingWith("the same miner.data and database.tcp-port")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ExitCode.UNREACHABLE));
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
