package io.sealwright.protocol;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The generations of seal proofs. Each counts its registered sizes from a first number. */
public enum SealFamily {
  V1("v1", 0, "V1"),
  V1_1("v1_1", 5, "V1_1"),
  SYNTHETIC("synth", 10, "V1_1_Feat_SyntheticPoRep"),
  NON_INTERACTIVE("ni", 15, "V1_2_Feat_NonInteractivePoRep");

  private final String shortName;
  private final int firstId;
  private final String suffix;

  SealFamily(String shortName, int firstId, String suffix) {
    this.shortName = shortName;
    this.firstId = firstId;
    this.suffix = suffix;
  }

  /** Reads the short name operators type; an unknown one is an IllegalArgumentException. */
  static SealFamily parse(String text) {
    return Arrays.stream(values())
        .filter(family -> family.shortName.equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + text + "\" is not one of " + shortNames()));
  }

  private static String shortNames() {
    return Arrays.stream(values()).map(f -> f.shortName).collect(Collectors.joining(", "));
  }

  /** The number of this family's proof for 2 KiB sectors. */
  int firstId() {
    return firstId;
  }

  /** What follows the size in the registered name. */
  String suffix() {
    return suffix;
  }

  @Override
  public String toString() {
    return shortName;
  }
}
