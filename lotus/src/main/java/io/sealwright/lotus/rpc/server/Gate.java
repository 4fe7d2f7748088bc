package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import io.sealwright.lotus.rpc.auth.TokenVerifier;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the bearer of a request may do, before the request itself is read. */
record Gate(TokenVerifier tokens) {
  /** Named as in Lotus: operators and our own log reader look for it. */
  private static final Logger LOG = LoggerFactory.getLogger("auth");

  private static final String BEARER = "Bearer ";

  /**
   * The caller's permissions.
   *
   * @param header the Authorization header; wins over the query
   * @param query the parameter {@code token}, which has no prefix
   * @throws TokenRefused if either is there and proves nothing
   */
  Permissions caller(Optional<String> header, Optional<String> query, String from)
      throws TokenRefused {
    Optional<String> given = header.or(() -> query.map(token -> BEARER + token));
    if (given.isEmpty()) {
      return Permissions.ANONYMOUS;
    }
    if (!given.get().startsWith(BEARER)) {
      LOG.warn("missing Bearer prefix in auth header (originating from {})", from);
      throw new TokenRefused("missing Bearer prefix");
    }
    try {
      return tokens.verify(given.get().substring(BEARER.length()));
    } catch (TokenRefused e) {
      LOG.warn("JWT Verification failed (originating from {}): {}", from, e.getMessage());
      throw e;
    }
  }
}
