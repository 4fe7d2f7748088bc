package io.sealwright.app.cli.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.H2Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker says that does not come to work. */
final class WorkerRefusedTest {
  @TempDir Path folder;

  private Ran run(String database) throws IOException {
    Path file = folder.resolve("worker.toml");
    Files.writeString(
        file,
        """
        [miner]
        data = "data"
        [database]
        url = "%s"
        [worker]
        name = "seal-1"
        host = "seal-1"
        [health]
        worker-listen = "127.0.0.1:0"
        """
            .formatted(database));
    return Ran.line("worker", "run", "--config", file.toString());
  }

  @Test
  void anUnknownHostOfTheDatabaseIsCalledOneAtTheTerminalAndInTheLog() throws Exception {
    Ran ran = run("jdbc:postgresql://no-such-host.invalid:5432/sealwright");
    assertThat(ran.code()).isEqualTo(4);
    String reason =
        "the database jdbc:postgresql://no-such-host.invalid:5432/sealwright: the host name"
            + " no-such-host.invalid is not known; correct the host in database.url";
    assertThat(ran.err().lines()).singleElement().asString().contains(reason);
    assertThat(Files.readString(folder.resolve("data/log/worker-seal-1.log")))
        .contains("ERROR", "worker-seal-1 has failed: " + reason);
  }

  @Test
  void theNameOfAnotherMachineWithAWorkerIsRefusedAndThatWorkerKept() throws Exception {
    DatabaseAddress address = DatabaseAddress.file(folder.resolve("db/cluster"), "sealwright", "");
    try (Database database = Database.open(address);
        H2Server server = H2Server.start(folder.resolve("db"), 0, false)) {
      Worker other =
          new Worker(
              new Worker.Id(new UUID(1, 1)),
              new Host.Name("seal-1"),
              "other",
              new Slots(Map.of()),
              Set.of(),
              Instant.now().plusSeconds(60));
      Host.Machine machine = new Host.Machine(1L << 36, 8, 0, "the other machine");
      database.hosts().register(other, machine);
      Ran ran = run(server.address("cluster", "sealwright", "").url());
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err().lines())
          .singleElement()
          .asString()
          .contains("workers of host seal-1 are on another machine; give each machine a");
      assertThat(database.hosts().workers())
          .singleElement()
          .extracting(listed -> listed.worker().name())
          .isEqualTo("other");
    }
  }
}
