package io.sealwright.devchain.chain;

import io.sealwright.protocol.cid.Cid;
import java.io.IOException;

/** A question the chain has no answer to; the message is what a Lotus node says then. */
public final class ChainRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  public ChainRefusal(String message) {
    super(message);
  }

  public ChainRefusal(String message, Throwable cause) {
    super(message, cause);
  }

  /** A block that is not here. */
  public static ChainRefusal missing(Cid cid) {
    return new ChainRefusal("ipld: could not find " + cid);
  }
}
