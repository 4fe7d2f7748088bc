package io.sealwright.protocol.bitfield;

import io.sealwright.protocol.bytes.ByteString;
import java.io.ByteArrayOutputStream;

/**
 * The compressed form of bitfields, a stream of bits, least significant of each byte first.
 *
 * <pre>
 *   00            version 0
 *   b             whether the first run is of set bits; runs alternate from there
 *   1             a run of 1
 *   01 llll       a run of 2 to 15
 *   00 vvvvvvvv…  a run of 16 or more, LEB128
 * </pre>
 *
 * <p>The empty set is no bytes at all. The stream ends with a run of set bits; zero bits fill its
 * last byte. Canonical means: each run in its shortest block, and no byte after the last run.
 */
final class RlePlus {
  /** The bound of the network on one encoded bitfield. */
  static final int MAX_BYTES = 32 << 10;

  private static final int SHORT_BITS = 4;
  private static final int SHORT_LIMIT = 1 << SHORT_BITS;
  private static final int GROUP = 7;

  private RlePlus() {}

  static ByteString encode(Bitfield field) {
    if (field.isEmpty()) {
      return ByteString.EMPTY;
    }
    BitWriter out = new BitWriter();
    boolean startsSet = field.contains(0);
    out.bits(0, 2);
    out.bits(startsSet ? 1 : 0, 1);
    long[] lengths = field.runLengths();
    for (int i = startsSet ? 1 : 0; i < lengths.length; i++) {
      run(out, lengths[i]);
    }
    return out.toBytes();
  }

  static Bitfield decode(ByteString bytes) {
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException("a bitfield of " + bytes.size() + " bytes");
    }
    if (bytes.isEmpty()) {
      return Bitfield.EMPTY;
    }
    BitReader in = new BitReader(bytes);
    if (in.bits(2) != 0) {
      throw new IllegalArgumentException("a bitfield of an unknown version");
    }
    Bitfield field = runs(in);
    if (!encode(field).equals(bytes)) {
      throw new IllegalArgumentException("the bitfield " + bytes + " is not canonical");
    }
    return field;
  }

  private static Bitfield runs(BitReader in) {
    Bitfield.Bounds bounds = new Bitfield.Bounds();
    boolean set = in.bits(1) == 1;
    long at = 0;
    while (in.hasSetBits()) {
      long end = Bitfield.end(at, length(in));
      if (set) {
        bounds.run(at, end);
      }
      set = !set;
      at = end;
    }
    return bounds.field();
  }

  private static void run(BitWriter out, long length) {
    if (length == 1) {
      out.bits(1, 1);
    } else if (length < SHORT_LIMIT) {
      out.bits(0b10, 2);
      out.bits((int) length, SHORT_BITS);
    } else {
      out.bits(0, 2);
      long rest = length;
      while (rest >>> GROUP != 0) {
        out.bits((int) (rest & 0x7f) | 0x80, Byte.SIZE);
        rest >>>= GROUP;
      }
      out.bits((int) rest, Byte.SIZE);
    }
  }

  private static long length(BitReader in) {
    if (in.bits(1) == 1) {
      return 1;
    }
    if (in.bits(1) == 1) {
      return in.bits(SHORT_BITS);
    }
    long length = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += GROUP) {
      int group = in.bits(Byte.SIZE);
      length |= (long) (group & 0x7f) << shift;
      if (group < 0x80) {
        return length;
      }
    }
    throw new IllegalArgumentException("a run of a bitfield exceeds 2^63-1");
  }

  private static final class BitWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int buffer;
    private int used;

    void bits(int value, int count) {
      buffer |= value << used;
      used += count;
      while (used >= Byte.SIZE) {
        out.write(buffer);
        buffer >>>= Byte.SIZE;
        used -= Byte.SIZE;
      }
    }

    ByteString toBytes() {
      if (buffer != 0) {
        out.write(buffer);
      }
      return ByteString.of(out.toByteArray());
    }
  }

  /** Past the end it reads zeros; that an encoding was cut short shows when it is encoded again. */
  private static final class BitReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    BitReader(ByteString bytes) {
      this.bytes = bytes.toBytes();
      int usedOfLast = Integer.SIZE - Integer.numberOfLeadingZeros(bytes.at(bytes.size() - 1));
      this.end = (bytes.size() - 1) * Byte.SIZE + usedOfLast;
    }

    int bits(int count) {
      int value = 0;
      for (int i = 0; i < count; i++) {
        value |= bit(position++) << i;
      }
      return value;
    }

    /** Whether anything but filling is left. */
    boolean hasSetBits() {
      return position < end;
    }

    private int bit(int index) {
      int place = index / Byte.SIZE;
      return place < bytes.length ? bytes[place] >>> index % Byte.SIZE & 1 : 0;
    }
  }
}
