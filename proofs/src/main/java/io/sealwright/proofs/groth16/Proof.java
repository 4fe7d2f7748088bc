package io.sealwright.proofs.groth16;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Point;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A proof: 192 bytes, its three points compressed. */
public record Proof(Point a, Point b, Point c) {
  public static final int BYTES = 2 * Group.G1.compressedBytes() + Group.G2.compressedBytes();

  /**
   * The proofs of all partitions, one after another in these bytes. Nothing, if there are not as
   * many, or one is no proof: points outside their group and infinity are refused.
   */
  public static Optional<List<Proof>> readAll(byte[] bytes, int partitions) {
    if (bytes.length != (long) partitions * BYTES) {
      return Optional.empty();
    }
    List<Proof> proofs = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      Optional<Proof> proof = read(Arrays.copyOfRange(bytes, i * BYTES, (i + 1) * BYTES));
      if (proof.isEmpty()) {
        return Optional.empty();
      }
      proofs.add(proof.get());
    }
    return Optional.of(List.copyOf(proofs));
  }

  private static Optional<Proof> read(byte[] bytes) {
    int g1 = Group.G1.compressedBytes();
    Optional<Point> a = point(Group.G1, Arrays.copyOf(bytes, g1));
    Optional<Point> b = point(Group.G2, Arrays.copyOfRange(bytes, g1, BYTES - g1));
    Optional<Point> c = point(Group.G1, Arrays.copyOfRange(bytes, BYTES - g1, BYTES));
    return a.isEmpty() || b.isEmpty() || c.isEmpty()
        ? Optional.empty()
        : Optional.of(new Proof(a.get(), b.get(), c.get()));
  }

  private static Optional<Point> point(Group group, byte[] bytes) {
    return Point.decode(group, bytes).filter(point -> !point.isInfinity());
  }

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put(a.compressed())
        .put(b.compressed())
        .put(c.compressed())
        .array();
  }
}
