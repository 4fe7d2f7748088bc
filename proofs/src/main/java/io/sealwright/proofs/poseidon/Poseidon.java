package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.field.Fr.BYTES;
import static io.sealwright.proofs.field.Fr.LIMBS;

import io.sealwright.proofs.field.Fr;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Poseidon for one number of children. Instances are shared by all threads.
 *
 * <p>Nodes are 32 bytes, little-endian and canonical. A node that is not below the field's modulus
 * is an IllegalArgumentException; digests of earlier nodes of the same call may then be written.
 * Memory may be on the heap, native or mapped, of any size.
 */
public final class Poseidon {
  private static final ValueLayout.OfLong LIMB =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Native code for all arities. Instances are shared by all threads. */
  public interface Kernel {
    /** How plans have to be, and how many preimages one call takes. */
    KernelForm form();

    /**
     * Hashes one preimage in each lane. All memory is native.
     *
     * @param nodes canonical, of 32 bytes: child c of lane l is number {@code l·laneStride +
     *     c·childStride}
     * @param digests receives the digest of lane l as number l
     */
    void hash(
        KernelPlan plan,
        MemorySegment nodes,
        int laneStride,
        int childStride,
        MemorySegment digests);
  }

  private final Instance instance;
  private final IntFunction<Batch> batches;

  private Poseidon(Instance instance, IntFunction<Batch> batches) {
    this.instance = instance;
    this.batches = batches;
  }

  private static Poseidon inJava(int arity) {
    Instance instance = Instance.ofArity(arity);
    return new Poseidon(instance, new JavaBatches(instance));
  }

  private static final class Two {
    static final Poseidon INSTANCE = inJava(2);
  }

  private static final class Four {
    static final Poseidon INSTANCE = inJava(4);
  }

  private static final class Eight {
    static final Poseidon INSTANCE = inJava(8);
  }

  private static final class Eleven {
    static final Poseidon INSTANCE = inJava(11);
  }

  /** The instance for 2, 4, 8 or 11 children; any other number is an IllegalArgumentException. */
  public static Poseidon ofArity(int arity) {
    return switch (arity) {
      case 2 -> Two.INSTANCE;
      case 4 -> Four.INSTANCE;
      case 8 -> Eight.INSTANCE;
      case 11 -> Eleven.INSTANCE;
      default -> throw new IllegalArgumentException("no Poseidon of arity " + arity);
    };
  }

  /** How many hashes Java computes in the lanes of a vector; 1 where it has no vectors. */
  public static int lanesInJava() {
    return JavaBatches.hasVectors() ? LaneField.LANES : 1;
  }

  /** The same hash in native code. To be kept: making it takes milliseconds. */
  public Poseidon in(Kernel kernel) {
    KernelPlan plan = KernelPlan.of(instance, kernel.form());
    return new Poseidon(instance, _ -> new KernelBatch(kernel, plan));
  }

  public int arity() {
    return instance.arity();
  }

  /**
   * Hashes each {@code arity} consecutive children into one parent.
   *
   * @param childOffset bytes; {@code 32·arity·count} bytes are read from there
   * @param parentOffset bytes; {@code 32·count} bytes are written there
   */
  public void hashRows(
      MemorySegment children,
      long childOffset,
      MemorySegment parents,
      long parentOffset,
      int count) {
    try (Batch batch = batches.apply(count)) {
      int arity = arity();
      int lanes = batch.lanes();
      long[] nodes = new long[lanes * arity * LIMBS];
      long[] digests = new long[lanes * LIMBS];
      for (int done = 0; done < count; done += lanes) {
        int used = Math.min(lanes, count - done);
        int limbs = used * arity * LIMBS;
        MemorySegment.copy(
            children, LIMB, childOffset + (long) done * arity * BYTES, nodes, 0, limbs);
        Fr.requireCanonical(nodes, limbs);
        batch.run(nodes, arity, 1, digests);
        MemorySegment.copy(
            digests, 0, parents, LIMB, parentOffset + (long) done * BYTES, used * LIMBS);
      }
    }
  }

  /**
   * Hashes node {@code first + i} of every layer, in the order of the layers, into digest i.
   *
   * @param layers as many as the arity
   * @param first counts nodes
   * @param outOffset bytes; {@code 32·count} bytes are written there
   */
  public void hashColumns(
      List<MemorySegment> layers, long first, MemorySegment out, long outOffset, int count) {
    int arity = arity();
    if (layers.size() != arity) {
      throw new IllegalArgumentException(layers.size() + " layers for arity " + arity);
    }
    try (Batch batch = batches.apply(count)) {
      int lanes = batch.lanes();
      long[] nodes = new long[lanes * arity * LIMBS];
      long[] digests = new long[lanes * LIMBS];
      for (int done = 0; done < count; done += lanes) {
        int limbs = Math.min(lanes, count - done) * LIMBS;
        for (int layer = 0; layer < arity; layer++) {
          int at = layer * lanes * LIMBS;
          MemorySegment.copy(layers.get(layer), LIMB, (first + done) * BYTES, nodes, at, limbs);
        }
        Fr.requireCanonical(nodes, nodes.length);
        batch.run(nodes, 1, lanes, digests);
        MemorySegment.copy(digests, 0, out, LIMB, outOffset + (long) done * BYTES, limbs);
      }
    }
  }

  /** Hashes one preimage of {@code arity} nodes. */
  public Bytes32 hash(Bytes32... preimage) {
    int arity = arity();
    if (preimage.length != arity) {
      throw new IllegalArgumentException(preimage.length + " nodes for arity " + arity);
    }
    byte[] children = new byte[arity * BYTES];
    for (int i = 0; i < arity; i++) {
      preimage[i].copyTo(children, i * BYTES);
    }
    byte[] parent = new byte[BYTES];
    hashRows(MemorySegment.ofArray(children), 0, MemorySegment.ofArray(parent), 0, 1);
    return Bytes32.of(parent);
  }
}
