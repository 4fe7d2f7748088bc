package io.sealwright.proofs.kernel;

import io.sealwright.proofs.hash.Sha256;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Labels of a small graph, by the kernel and as the specification writes them down. */
final class LabelCheck {
  private static final int LABEL = 32;
  private static final int NODES = 48;
  private static final int STORED = 11;
  private static final int DEGREE = 14;
  private static final int BASE_DEGREE = 6;
  private static final int LABELS = 37;

  private final SplittableRandom random = new SplittableRandom(37);
  private final int[] parents = new int[NODES * DEGREE];
  private final byte[] before = bytes(NODES * LABEL);
  private final byte[] replicaId = bytes(LABEL);

  private LabelCheck() {
    for (int i = 0; i < parents.length; i++) {
      int node = i / DEGREE;
      parents[i] = random.nextInt(i % DEGREE < BASE_DEGREE ? Math.max(1, node) : NODES);
    }
  }

  /** Whether the kernel's labels are right, for one sector and for two. */
  static boolean passes(LabelKernel kernel) {
    LabelCheck a = new LabelCheck();
    LabelCheck b = new LabelCheck();
    b.random.nextBytes(b.before);
    b.random.nextBytes(b.replicaId);
    for (int layer = 1; layer <= 2; layer++) {
      if (!a.agrees(kernel, layer, List.of(a)) || !a.agrees(kernel, layer, List.of(a, b))) {
        return false;
      }
    }
    return true;
  }

  /** The first labels are given as stored; node 0 is labelled with a window that has it. */
  private boolean agrees(LabelKernel kernel, int layer, List<LabelCheck> sectors) {
    return agrees(kernel, layer, sectors, 0) && agrees(kernel, layer, sectors, STORED);
  }

  private boolean agrees(LabelKernel kernel, int layer, List<LabelCheck> sectors, int first) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment run = arena.allocateFrom(ValueLayout.JAVA_INT, parents);
      MemorySegment rest = run.asSlice((long) first * DEGREE * Integer.BYTES);
      List<byte[]> expected = new ArrayList<>();
      List<LabelKernel.Sector> memory = new ArrayList<>();
      for (LabelCheck sector : sectors) {
        expected.add(sector.layer(layer));
        memory.add(sector.memory(expected.getLast(), first, arena));
      }
      kernel.label(new LabelKernel.Run(rest, NODES, first, NODES - first, layer, first), memory);
      for (int i = 0; i < sectors.size(); i++) {
        MemorySegment right = MemorySegment.ofArray(expected.get(i)).asSlice((long) first * LABEL);
        if (memory.get(i).window().mismatch(right) >= 0) {
          return false;
        }
      }
      return true;
    }
  }

  private LabelKernel.Sector memory(byte[] labels, int first, Arena arena) {
    MemorySegment all = arena.allocateFrom(ValueLayout.JAVA_BYTE, labels);
    return new LabelKernel.Sector(
        arena.allocateFrom(ValueLayout.JAVA_BYTE, replicaId),
        arena.allocateFrom(ValueLayout.JAVA_BYTE, before),
        all.asSlice(0, (long) first * LABEL),
        arena.allocate((long) (NODES - first) * LABEL));
  }

  private byte[] layer(int number) {
    byte[] labels = new byte[NODES * LABEL];
    for (int node = 0; node < NODES; node++) {
      ByteBuffer preimage = ByteBuffer.allocate(node == 0 ? 64 : 64 + LABELS * LABEL);
      preimage.put(replicaId).putInt(number).putLong(node).position(64);
      int degree = number == 1 ? BASE_DEGREE : DEGREE;
      for (int i = 0; preimage.hasRemaining(); i++) {
        int which = i % degree;
        byte[] from = which < BASE_DEGREE ? labels : before;
        preimage.put(from, parents[node * DEGREE + which] * LABEL, LABEL);
      }
      byte[] label = Sha256.of(preimage.array());
      label[LABEL - 1] &= 0x3f;
      System.arraycopy(label, 0, labels, node * LABEL, LABEL);
    }
    return labels;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
