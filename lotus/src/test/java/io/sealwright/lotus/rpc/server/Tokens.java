package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import java.util.Arrays;

/** Tokens of the tests' servers; the recorded ones belong to a secret nobody kept. */
final class Tokens {
  static final TokenAuthority AUTHORITY = authority(0);
  static final String ALL = AUTHORITY.sign(Permissions.ALL);
  static final String READ = AUTHORITY.sign(Permissions.ANONYMOUS);
  static final String ADMIN = AUTHORITY.sign(Permissions.of(Permission.ADMIN));

  /** Good, but of another node. */
  static final String FOREIGN = authority(1).sign(Permissions.ALL);

  private Tokens() {}

  private static TokenAuthority authority(int secret) {
    byte[] bytes = new byte[TokenAuthority.SECRET_BYTES];
    Arrays.fill(bytes, (byte) secret);
    return new TokenAuthority(bytes);
  }
}
