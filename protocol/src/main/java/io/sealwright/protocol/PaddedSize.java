package io.sealwright.protocol;

/** The size of a piece as it lies in a sector: a power of two, at least 128 bytes. */
public record PaddedSize(long bytes) {
  public static final long SMALLEST = 128;

  private static final long LARGEST_UNPADDED = (1L << 62) / 128 * 127;

  public PaddedSize {
    if (!isOne(bytes)) {
      throw new IllegalArgumentException(
          "piece size " + bytes + " is not a power of two of at least 128 bytes");
    }
  }

  /** Whether so many bytes are a size. */
  public static boolean isOne(long bytes) {
    return bytes >= SMALLEST && Long.bitCount(bytes) == 1;
  }

  /** The smallest size that holds so many bytes of user data. */
  public static PaddedSize holding(long unpadded) {
    if (unpadded < 0 || unpadded > LARGEST_UNPADDED) {
      throw new IllegalArgumentException("no piece holds " + unpadded + " bytes");
    }
    long quads = Math.max(1, Math.ceilDiv(unpadded, 127L));
    long rounded = quads == 1 ? 1 : Long.highestOneBit(quads - 1) << 1;
    return new PaddedSize(rounded * SMALLEST);
  }

  /** Bytes of user data it holds: 127 of each 128. */
  public long unpadded() {
    return bytes / 128 * 127;
  }
}
