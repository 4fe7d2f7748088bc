package io.sealwright.devchain.mpool;

/** A message the pool does not take; the text is what a Lotus node answers. */
public final class MessageRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public MessageRefused(String message) {
    super(message);
  }
}
