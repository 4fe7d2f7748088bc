package io.sealwright.proofs.label;

import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Labels a layer and makes a parent cache where there is room for neither, in a process of its own,
 * and prints what happened: {@code FullDisk FOLDER}.
 */
final class FullDisk {
  private static final StackedGraph GRAPH =
      new StackedGraph(1 << 12, Bytes32.repeat(2), ApiVersion.V1_1_0);

  private FullDisk() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (FileChannel file = new Layers(folder, Bytes32.ZERO, GRAPH).create(1)) {
      LayerWriter.write(new Layer.First(Bytes32.ZERO, GRAPH), file, nodes -> {});
      System.out.println("layer written");
    } catch (IOException e) {
      System.out.println("layer: " + e.getMessage());
    }
    Files.delete(folder.resolve("layer-1"));
    try (ParentCache cache = ParentCache.open(folder, GRAPH, 1, nodes -> {})) {
      System.out.println("cache made of " + cache.nodes());
    } catch (IOException e) {
      System.out.println("cache: " + e.getMessage());
    }
    try (Stream<Path> left = Files.list(folder)) {
      System.out.println("left: " + left.toList());
    }
  }

  /** Runs {@link #main} on a full file system, or under a limit on files; returns its output. */
  static String run(Path folder) throws IOException, InterruptedException {
    String java =
        "'%s' -cp '%s' %s '%s'"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder);
    String mount = "mount -t tmpfs -o size=64k none '" + folder + "'";
    boolean mountable = shell("unshare -rm sh -c \"" + mount + "\"").waitFor() == 0;
    Process process =
        mountable
            ? shell("unshare -rm sh -c \"" + mount + " && exec " + java + "\"")
            : shell("ulimit -f 64; exec " + java);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Process shell(String command) throws IOException {
    return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
  }
}
