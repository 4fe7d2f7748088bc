package io.sealwright.devchain.view;

import java.io.IOException;

/** An address that nobody has in this state; the message is what a Lotus node says then. */
public final class NoSuchActor extends IOException {
  private static final long serialVersionUID = 1L;

  static final String TEXT = "actor not found";

  public NoSuchActor() {
    super(TEXT);
  }

  NoSuchActor(String text) {
    super(text);
  }
}
