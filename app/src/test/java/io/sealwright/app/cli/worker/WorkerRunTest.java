package io.sealwright.app.cli.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker says that does not come to work. */
final class WorkerRunTest {
  @TempDir Path folder;

  @Test
  void anUnknownHostOfTheDatabaseIsCalledOneAtTheTerminalAndInTheLog() throws Exception {
    Path file = folder.resolve("worker.toml");
    Files.writeString(
        file,
        """
        [miner]
        data = "data"
        [database]
        url = "jdbc:postgresql://no-such-host.invalid:5432/sealwright"
        [worker]
        name = "seal-1"
        [health]
        worker-listen = "127.0.0.1:0"
        """);
    Ran ran = Ran.line("worker", "run", "--config", file.toString());
    assertThat(ran.code()).isEqualTo(4);
    String reason =
        "the database jdbc:postgresql://no-such-host.invalid:5432/sealwright: the host name"
            + " no-such-host.invalid is not known; correct the host in database.url";
    assertThat(ran.err().lines()).singleElement().asString().contains(reason);
    assertThat(Files.readString(folder.resolve("data/log/worker-seal-1.log")))
        .contains("ERROR", "worker-seal-1 has failed: " + reason);
  }
}
