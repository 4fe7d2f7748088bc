package io.sealwright.protocol;

/** The number of a sector within its miner, 0 to 2⁶³−1. */
public record SectorNumber(long number) implements Comparable<SectorNumber> {
  public SectorNumber {
    if (number < 0) {
      throw new IllegalArgumentException("sector number " + number + " is negative");
    }
  }

  /** Reads decimal digits; anything else is an IllegalArgumentException. */
  public static SectorNumber parse(String text) {
    if (!text.matches("[0-9]{1,19}")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a sector number");
    }
    try {
      return new SectorNumber(Long.parseLong(text));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("sector number " + text + " exceeds 2^63-1");
    }
  }

  @Override
  public int compareTo(SectorNumber other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
