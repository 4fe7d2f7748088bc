package io.sealwright.proofs.poseidon;

import static io.sealwright.proofs.field.Fr.BYTES;
import static io.sealwright.proofs.field.Fr.LIMBS;

import io.sealwright.proofs.field.Fr;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

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

  private static final String VECTORS = "jdk.incubator.vector";

  /** Vectors of fewer lanes lose against 64-bit arithmetic. */
  private static final int FEWEST_LANES = 4;

  /** A call of fewer hashes does them one by one while vector code is not yet compiled. */
  private static final int FEWEST_WHEN_COLD = 512;

  /** From so many hashes of a call on, lanes that stay empty cost less than hashing one by one. */
  private static final int FEWEST_WHEN_WARM = 4;

  /** Hashes in lanes after which the vector code is taken for compiled. */
  private static final int WARM = 1 << 13;

  private final int arity;
  private final Supplier<Batch> single;
  private final Optional<Supplier<Batch>> wide;
  private final AtomicLong hashedInLanes = new AtomicLong();

  private Poseidon(Instance instance) {
    this.arity = instance.arity();
    ScalarBatch.Plan plan = new ScalarBatch.Plan(instance);
    this.single = () -> new ScalarBatch(plan);
    this.wide = wide(instance);
  }

  /** Lanes, unless the program was started without the Vector API or the machine has none. */
  private static Optional<Supplier<Batch>> wide(Instance instance) {
    if (ModuleLayer.boot().findModule(VECTORS).isEmpty() || LaneField.LANES < FEWEST_LANES) {
      return Optional.empty();
    }
    LaneBatch.Plan plan = new LaneBatch.Plan(instance);
    return Optional.of(() -> new LaneBatch(plan));
  }

  private static final class Two {
    static final Poseidon INSTANCE = new Poseidon(Instance.ofArity(2));
  }

  private static final class Four {
    static final Poseidon INSTANCE = new Poseidon(Instance.ofArity(4));
  }

  private static final class Eight {
    static final Poseidon INSTANCE = new Poseidon(Instance.ofArity(8));
  }

  private static final class Eleven {
    static final Poseidon INSTANCE = new Poseidon(Instance.ofArity(11));
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

  public int arity() {
    return arity;
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
    Batch batch = batchFor(count);
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

  /**
   * Hashes node {@code first + i} of every layer, in the order of the layers, into digest i.
   *
   * @param layers as many as the arity
   * @param first counts nodes
   * @param outOffset bytes; {@code 32·count} bytes are written there
   */
  public void hashColumns(
      List<MemorySegment> layers, long first, MemorySegment out, long outOffset, int count) {
    if (layers.size() != arity) {
      throw new IllegalArgumentException(layers.size() + " layers for arity " + arity);
    }
    Batch batch = batchFor(count);
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

  /** Hashes one preimage of {@code arity} nodes. */
  public Bytes32 hash(Bytes32... preimage) {
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

  private Batch batchFor(int count) {
    if (wide.isEmpty()) {
      return single.get();
    }
    boolean warm = hashedInLanes.getPlain() >= WARM;
    if (count < (warm ? FEWEST_WHEN_WARM : FEWEST_WHEN_COLD)) {
      return single.get();
    }
    hashedInLanes.addAndGet(count);
    return wide.get().get();
  }
}
