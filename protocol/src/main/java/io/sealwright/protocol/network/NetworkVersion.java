package io.sealwright.protocol.network;

/** The generation of a network's rules; every upgrade raises it by one. */
public record NetworkVersion(int number) implements Comparable<NetworkVersion> {
  /** Window PoSt of version 1.1 (FIP-0061). */
  public static final NetworkVersion LIGHTNING = new NetworkVersion(19);

  /** Sectors live up to 3.5 years rather than 540 days (FIP-0052). */
  public static final NetworkVersion WATERMELON = new NetworkVersion(21);

  /** Termination fees follow the pledge (FIP-0098), sectors pay daily (FIP-0100). */
  public static final NetworkVersion TEEP = new NetworkVersion(25);

  public NetworkVersion {
    if (number < 0) {
      throw new IllegalArgumentException("network version " + number + " is negative");
    }
  }

  public boolean isAtLeast(NetworkVersion other) {
    return number >= other.number;
  }

  @Override
  public int compareTo(NetworkVersion other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
