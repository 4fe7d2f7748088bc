package io.sealwright.lotus.rpc.auth;

/** A token that proves nothing. The message is Lotus's own: operators search logs for it. */
public final class TokenRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public TokenRefused(String message) {
    super(message);
  }

  public TokenRefused(String message, Throwable cause) {
    super(message, cause);
  }

  static TokenRefused malformed(Throwable cause) {
    return new TokenRefused("JWT Verification failed: jwt: malformed token", cause);
  }

  static TokenRefused foreign() {
    return new TokenRefused("JWT Verification failed: jwt: HMAC verification failed");
  }
}
