package io.sealwright.protocol;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sector sizes that have a shape. Five are registered on networks; the others exist to test
 * trees with sub and top levels.
 */
public enum SectorSize {
  KIB_2("2KiB", 11),
  KIB_4("4KiB", 12),
  KIB_16("16KiB", 14),
  KIB_32("32KiB", 15),
  MIB_8("8MiB", 23),
  MIB_16("16MiB", 24),
  MIB_512("512MiB", 29),
  GIB_1("1GiB", 30),
  GIB_32("32GiB", 35),
  GIB_64("64GiB", 36);

  /** Bytes of a node: a leaf of every tree, a label, a word of data. */
  public static final int NODE_BYTES = 32;

  private static final int BIG_LAYERS = 11;
  private static final int SMALL_LAYERS = 2;

  private final String label;
  private final int logBytes;

  SectorSize(String label, int logBytes) {
    this.label = label;
    this.logBytes = logBytes;
  }

  public static Optional<SectorSize> ofBytes(long bytes) {
    return Arrays.stream(values()).filter(size -> size.bytes() == bytes).findFirst();
  }

  /** Reads {@code 8MiB} or a number of bytes; an unknown size is an IllegalArgumentException. */
  public static SectorSize parse(String text) {
    return Arrays.stream(values())
        .filter(s -> s.label.equalsIgnoreCase(text) || Long.toString(s.bytes()).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + text + "\" is not one of " + labels()));
  }

  private static String labels() {
    return Arrays.stream(values()).map(s -> s.label).collect(Collectors.joining(", "));
  }

  public long bytes() {
    return 1L << logBytes;
  }

  /** Nodes of a layer, leaves of the trees. */
  public long nodes() {
    return bytes() / NODE_BYTES;
  }

  /** Bytes of user data that fit: 127 of each 128. */
  public long unpaddedBytes() {
    return bytes() / 128 * 127;
  }

  /** Layers of labels that phase 1 makes. */
  public int layers() {
    return logBytes >= GIB_32.logBytes ? BIG_LAYERS : SMALL_LAYERS;
  }

  @Override
  public String toString() {
    return label;
  }
}
