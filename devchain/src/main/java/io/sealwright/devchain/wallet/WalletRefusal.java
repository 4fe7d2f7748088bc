package io.sealwright.devchain.wallet;

/** What a wallet cannot do; the text is what a Lotus node answers. */
public final class WalletRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  public WalletRefusal(String message) {
    super(message);
  }
}
