package io.sealwright.protocol.message;

/**
 * Which method of an actor a message calls: 64 bits without sign, so a negative {@code long} stands
 * for a number from 2⁶³ up. Zero is the bare transfer of an amount.
 */
public record MethodNumber(long number) implements Comparable<MethodNumber> {
  public static final MethodNumber SEND = new MethodNumber(0);

  @Override
  public int compareTo(MethodNumber other) {
    return Long.compareUnsigned(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(number);
  }
}
