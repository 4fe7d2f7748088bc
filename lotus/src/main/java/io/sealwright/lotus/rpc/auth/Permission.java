package io.sealwright.lotus.rpc.auth;

import java.util.Locale;

/** What a method asks of its caller. No permission implies another. */
public enum Permission {
  READ,
  WRITE,
  SIGN,
  ADMIN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
