package io.sealwright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CPU of the whole process {@code sealwright sectors list}, start to end, against a miner and a
 * node that replay recordings in this process.
 *
 * <p>Arguments: the command to measure ({@code ./sealwright}), the folder of recordings, the number
 * of sectors, how often; then options of {@code sectors list}.
 */
public final class SectorsListRun {
  private SectorsListRun() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> command = List.of(args[0].split(" "));
    long sectors = Long.parseLong(args[2]);
    try (SectorsServer server = SectorsServer.start(Path.of(args[1]), sectors)) {
      for (int run = 0; run < Integer.parseInt(args[3]); run++) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", "time \"$@\"", "sealwright"));
        line.addAll(command);
        line.addAll(List.of("sectors", "list"));
        line.addAll(List.of(args).subList(4, args.length));
        measure(line, server, sectors);
      }
    }
  }

  private static void measure(List<String> line, SectorsServer server, long sectors)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("sectors", ".txt");
    Path err = Files.createTempFile("sectors", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "MINER_API_INFO", server.minerApi(),
                "FULLNODE_API_INFO", server.nodeApi(),
                "TIMEFORMAT", "%R s, of CPU %U s user and %S s system"));
    int code = builder.start().waitFor();
    long rows = Files.readAllLines(out).size() - 1L;
    System.out.printf(
        "%d sectors, exit %d: %s%n", rows, code, String.join(" ", Files.readAllLines(err)).strip());
    if (code != 0 || rows != sectors) {
      throw new IOException("the list is not complete");
    }
  }
}
