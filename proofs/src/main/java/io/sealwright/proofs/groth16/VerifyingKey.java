package io.sealwright.proofs.groth16;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Point;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What proofs of one circuit are verified with (proofs specification, section 6.6).
 *
 * @param inputs one point for each public input, and before them one for the constant 1
 */
public record VerifyingKey(
    Point alphaG1,
    Point betaG1,
    Point betaG2,
    Point gammaG2,
    Point deltaG1,
    Point deltaG2,
    List<Point> inputs) {
  /** More public inputs than any circuit of the protocol has. */
  private static final int MOST_INPUTS = 1 << 16;

  public VerifyingKey {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a verifying key without inputs");
    }
  }

  /** Public inputs of a proof, the constant left out. */
  public int publicInputs() {
    return inputs.size() - 1;
  }

  /**
   * Reads a {@code .vk} file. Every point is checked to be of its group.
   *
   * @throws IOException that names the file, if it is not a verifying key
   */
  public static VerifyingKey read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    try {
      VerifyingKey key = read(bytes);
      if (bytes.hasRemaining()) {
        throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
      }
      return key;
    } catch (BufferUnderflowException e) {
      throw damaged(file, "it ends early");
    } catch (IllegalArgumentException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  /** Reads a key and stops behind it, where a parameter file goes on. */
  static VerifyingKey read(ByteBuffer in) {
    Point alpha = point(in, Group.G1);
    Point betaG1 = point(in, Group.G1);
    Point betaG2 = point(in, Group.G2);
    Point gamma = point(in, Group.G2);
    Point deltaG1 = point(in, Group.G1);
    Point deltaG2 = point(in, Group.G2);
    int count = in.getInt();
    if (count < 1 || count > MOST_INPUTS) {
      throw new IllegalArgumentException("a verifying key of " + count + " inputs");
    }
    List<Point> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(point(in, Group.G1));
    }
    return new VerifyingKey(alpha, betaG1, betaG2, gamma, deltaG1, deltaG2, inputs);
  }

  /** The file's content. */
  public byte[] toBytes() {
    int points = 3 + inputs.size();
    ByteBuffer out =
        ByteBuffer.allocate(
            points * Group.G1.uncompressedBytes()
                + 3 * Group.G2.uncompressedBytes()
                + Integer.BYTES);
    out.put(alphaG1.uncompressed()).put(betaG1.uncompressed()).put(betaG2.uncompressed());
    out.put(gammaG2.uncompressed()).put(deltaG1.uncompressed()).put(deltaG2.uncompressed());
    out.putInt(inputs.size());
    inputs.forEach(point -> out.put(point.uncompressed()));
    return out.array();
  }

  private static Point point(ByteBuffer in, Group group) {
    byte[] bytes = new byte[group.uncompressedBytes()];
    in.get(bytes);
    return Point.decode(group, bytes)
        .filter(point -> !point.isInfinity())
        .orElseThrow(() -> new IllegalArgumentException("a point that is none of " + group));
  }

  private static FileSystemException damaged(Path file, String reason) {
    return new FileSystemException(file.toString(), null, "is no verifying key: " + reason);
  }
}
