package io.sealwright.engine.sending;

/** A message that cannot be sent as it is; the words say why. */
public final class SendRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public SendRefused(String why) {
    super(why);
  }
}
