package io.sealwright.protocol.cbor;

import java.io.IOException;

/**
 * Bytes from elsewhere are not the canonical encoding of what was expected. Reading them again will
 * not help: whoever wrote them must act.
 */
public final class CborException extends IOException {
  private static final long serialVersionUID = 1;

  public CborException(String message) {
    super(message);
  }

  public CborException(String message, Throwable cause) {
    super(message, cause);
  }
}
