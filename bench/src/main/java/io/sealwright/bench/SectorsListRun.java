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
 * <p>Arguments: the folder of recordings, the number of sectors, how often; then the command to
 * measure, {@code ./sealwright sectors list}. The launcher rehearses with this before it keeps the
 * JVM's work on classes, with the program's jar alone and this file as its source.
 */
public final class SectorsListRun {
  private SectorsListRun() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long sectors = Long.parseLong(args[1]);
    List<String> line = new ArrayList<>(List.of("bash", "-c", "time \"$@\"", "sealwright"));
    line.addAll(List.of(args).subList(3, args.length));
    try (SectorsServer server = SectorsServer.start(Path.of(args[0]), sectors)) {
      for (int run = 0; run < Integer.parseInt(args[2]); run++) {
        measure(line, server, sectors);
      }
    }
  }

  private static void measure(List<String> line, SectorsServer server, long sectors)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("sectors", ".txt");
    Path err = Files.createTempFile("sectors", ".err");
    out.toFile().deleteOnExit();
    err.toFile().deleteOnExit();
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
