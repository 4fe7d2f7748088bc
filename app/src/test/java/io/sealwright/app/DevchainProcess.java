package io.sealwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.app.RealProgram.Ended;
import io.sealwright.app.RealProgram.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dev chain as operators run it: {@code sealwright devchain run}, in a process of its own. */
public record DevchainProcess(Running running, String apiInfo) implements AutoCloseable {
  private static final String LINE = "FULLNODE_API_INFO=";

  /** A chain is served within a second or two; only one that hangs reaches this. */
  private static final long SECONDS_AT_MOST = 120;

  private static final long MILLIS_BETWEEN_LOOKS = 50;

  /**
   * Runs a chain in a folder below another and waits until it serves.
   *
   * @param options beside {@code --data}
   */
  public static DevchainProcess start(Path folder, String name, String... options)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("devchain", "run", "--data", folder.resolve(name).toString()));
    line.addAll(List.of(options));
    Running running = RealProgram.forTinySectors(folder).start(line.toArray(String[]::new));
    return new DevchainProcess(running, awaitLine(running));
  }

  private static String awaitLine(Running running) throws IOException, InterruptedException {
    for (long i = 0; i < SECONDS_AT_MOST * 1000 / MILLIS_BETWEEN_LOOKS; i++) {
      Optional<String> found =
          Files.readString(running.out(), UTF_8)
              .lines()
              .filter(text -> text.startsWith(LINE))
              .findFirst();
      if (found.isPresent()) {
        return found.get().substring(LINE.length());
      }
      if (!running.process().isAlive()) {
        throw new IOException("no dev chain: " + running.end());
      }
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
    }
    running.close();
    throw new IOException("the dev chain does not serve");
  }

  /** What it has said on standard error so far. */
  String errors() throws IOException {
    return Files.readString(running.err(), UTF_8);
  }

  /** Ends it as an init system does. */
  Ended terminate() throws IOException, InterruptedException {
    running.process().destroy();
    return running.end();
  }

  @Override
  public void close() {
    running.close();
  }
}
