package io.sealwright.proofs.label;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Layers made by {@link LayerWriter} in files of a folder. */
record Layers(Path folder, Bytes32 replicaId, Parents parents, Kernels kernels) {

  Layers(Path folder, Bytes32 replicaId, Parents parents) {
    this(folder, replicaId, parents, Kernels.JAVA);
  }

  /** Makes layers 1 to {@code count}; returns their digests. */
  List<Bytes32> make(int count) throws IOException, InterruptedException {
    List<Bytes32> digests = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      digests.add(make(number, nodes -> {}));
    }
    return digests;
  }

  Bytes32 make(int number, LongConsumer nodesDone) throws IOException, InterruptedException {
    Layer layer =
        number == 1
            ? new Layer.First(replicaId, parents)
            : new Layer.Later(replicaId, parents, number, content(number - 1));
    try (FileChannel file = create(number)) {
      return LayerWriter.write(kernels, layer, file, nodesDone);
    }
  }

  FileChannel create(int number) throws IOException {
    return FileChannel.open(
        file(number),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  Path file(int number) {
    return folder.resolve("layer-" + number);
  }

  MemorySegment content(int number) throws IOException {
    return Arena.ofAuto().allocateFrom(JAVA_BYTE, Files.readAllBytes(file(number)));
  }

  List<MemorySegment> contents(int count) throws IOException {
    List<MemorySegment> contents = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      contents.add(content(number));
    }
    return contents;
  }
}
