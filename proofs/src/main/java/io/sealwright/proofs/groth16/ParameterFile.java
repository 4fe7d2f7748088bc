package io.sealwright.proofs.groth16;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.curve.Multiples;
import io.sealwright.proofs.file.Mapped;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mapped {@code .params} file: 10 MB to 63 GB. Its verifying key is checked, its points are taken
 * as they are.
 *
 * @param h of the quotient's coefficients
 * @param l of auxiliary variables
 * @param a of the inputs and the auxiliary variables that occur on the first side
 * @param bG1 of those that occur on the second
 * @param bG2 the same in the other group
 */
public record ParameterFile(VerifyingKey key, Query h, Query l, Query a, Query bG1, Query bG2) {
  private static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Points of a file, one after another. */
  public record Query(Path file, Group group, MemorySegment points) {
    public int count() {
      return Math.toIntExact(points.byteSize() / group.uncompressedBytes());
    }

    /**
     * Adds the multiple of a point by four limbs at an offset.
     *
     * @throws IOException that names the file if there are no coordinates where the point should be
     */
    void add(int index, long[] scalars, int s, Multiples multiples) throws IOException {
      try {
        multiples.add(points, (long) index * group.uncompressedBytes(), scalars, s);
      } catch (IllegalArgumentException e) {
        throw damaged(file, String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Maps a file for as long as the arena lives.
   *
   * @throws IOException that names the file and says what is wrong with it
   */
  public static ParameterFile map(Path path, Arena arena) throws IOException {
    long size = Files.size(path);
    MemorySegment file = Mapped.readOnly(path, size, arena);
    int headBytes = (int) Math.min(size, 1 << 24);
    ByteBuffer head = file.asSlice(0, headBytes).asByteBuffer();
    try {
      VerifyingKey key = VerifyingKey.read(head);
      Cursor cursor = new Cursor(path, file, head.position());
      ParameterFile parameters =
          new ParameterFile(
              key,
              cursor.next(Group.G1),
              cursor.next(Group.G1),
              cursor.next(Group.G1),
              cursor.next(Group.G1),
              cursor.next(Group.G2));
      if (cursor.position != size) {
        throw new IllegalArgumentException((size - cursor.position) + " bytes too many");
      }
      return parameters;
    } catch (BufferUnderflowException e) {
      throw damaged(path, "it ends early");
    } catch (IllegalArgumentException e) {
      throw damaged(path, String.valueOf(e.getMessage()));
    }
  }

  private static FileSystemException damaged(Path file, String reason) {
    return new FileSystemException(file.toString(), null, "is no parameter file: " + reason);
  }

  private static final class Cursor {
    private final Path path;
    private final MemorySegment file;
    private long position;

    Cursor(Path path, MemorySegment file, long position) {
      this.path = path;
      this.file = file;
      this.position = position;
    }

    Query next(Group group) {
      if (file.byteSize() - position < Integer.BYTES) {
        throw new IllegalArgumentException("it ends early");
      }
      long count = Integer.toUnsignedLong(file.get(COUNT, position));
      long bytes = count * group.uncompressedBytes();
      position += Integer.BYTES;
      if (bytes > file.byteSize() - position) {
        throw new IllegalArgumentException("it ends early");
      }
      Query query = new Query(path, group, file.asSlice(position, bytes));
      position += bytes;
      return query;
    }
  }
}
