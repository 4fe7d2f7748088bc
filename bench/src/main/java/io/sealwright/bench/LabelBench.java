package io.sealwright.bench;

import io.sealwright.proofs.graph.ApiVersion;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.graph.StackedGraph;
import io.sealwright.proofs.label.Layer;
import io.sealwright.proofs.label.LayerWriter;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a label of an 8 MiB sector, written to a file and digested, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LabelBench {
  static final int NODES = 1 << 18;

  private static final Bytes32 REPLICA_ID = Bytes32.repeat(9);
  private static final StackedGraph GRAPH =
      new StackedGraph(NODES, Bytes32.repeat(99), ApiVersion.V1_1_0);

  private Path folder = Path.of("");

  /** Makes the parent cache in the reference's folder, and the layer that the second stands on. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("labels");
    for (Path file : new Path[] {folder, layer(1), layer(2)}) {
      file.toFile().deleteOnExit();
    }
    firstLayer();
  }

  @Benchmark
  @OperationsPerInvocation(NODES)
  public Bytes32 firstLayer() throws IOException, InterruptedException {
    try (ParentCache parents = parents();
        FileChannel file = create(layer(1))) {
      return LayerWriter.write(new Layer.First(REPLICA_ID, parents), file, nodes -> {});
    }
  }

  @Benchmark
  @OperationsPerInvocation(NODES)
  public Bytes32 laterLayer() throws IOException, InterruptedException {
    try (ParentCache parents = parents();
        Arena arena = Arena.ofConfined();
        FileChannel before = FileChannel.open(layer(1), StandardOpenOption.READ);
        FileChannel file = create(layer(2))) {
      var labels = before.map(FileChannel.MapMode.READ_ONLY, 0, before.size(), arena);
      return LayerWriter.write(new Layer.Later(REPLICA_ID, parents, 2, labels), file, nodes -> {});
    }
  }

  private Path layer(int number) {
    return folder.resolve("layer-" + number);
  }

  private static ParentCache parents() throws IOException, InterruptedException {
    return ParentCache.open(ParentCache.folder(System.getenv()), GRAPH, 1, nodes -> {});
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }
}
