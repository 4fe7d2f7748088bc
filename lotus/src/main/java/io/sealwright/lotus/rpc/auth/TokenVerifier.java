package io.sealwright.lotus.rpc.auth;

/**
 * Says what a token allows. A node asks its own secret; a worker, which has none, asks its miner
 * over the network, every time.
 */
public interface TokenVerifier {
  /**
   * The permissions a token lists.
   *
   * @param token the three dotted parts, without {@code Bearer}
   */
  Permissions verify(String token) throws TokenRefused;
}
