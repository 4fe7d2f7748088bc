package io.sealwright.lotus.cluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of files of a sector, each a bit. */
public enum FileType {
  UNSEALED(1),
  SEALED(2),
  CACHE(4),
  UPDATE(8),
  UPDATE_CACHE(16),
  PIECE(32);

  private final long bit;

  FileType(long bit) {
    this.bit = bit;
  }

  public long bit() {
    return bit;
  }

  /** As in URLs and in the limits of a path: {@code update-cache}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kinds in a sum of bits; unknown bits are left out. */
  public static Set<FileType> of(long bits) {
    Set<FileType> types = EnumSet.noneOf(FileType.class);
    Arrays.stream(values()).filter(type -> (bits & type.bit) != 0).forEach(types::add);
    return types;
  }

  public static long bits(Collection<FileType> types) {
    return types.stream().mapToLong(FileType::bit).reduce(0, (a, b) -> a | b);
  }
}
