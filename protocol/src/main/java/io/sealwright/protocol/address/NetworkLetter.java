package io.sealwright.protocol.address;

/** The first letter of an address as text: {@code f} on mainnet, {@code t} on every other. */
public enum NetworkLetter {
  MAINNET('f'),
  TESTNET('t');

  private final char letter;

  NetworkLetter(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
