package io.sealwright.devchain.wallet;

import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secret a node's tokens are signed with, in its keystore. */
public final class TokenSecret {
  private static final String NAME = "auth-jwt-private";
  private static final String TYPE = "jwt-hmac-secret";
  private static final Pattern JSON =
      Pattern.compile("\\{\"Type\":\"" + TYPE + "\",\"PrivateKey\":\"([A-Za-z0-9+/=]+)\"}\\s*");

  private TokenSecret() {}

  /** The secret that is there. */
  public static Optional<byte[]> find(Keystore keystore) throws IOException {
    Optional<String> json = keystore.get(NAME);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = JSON.matcher(json.orElseThrow());
    if (!matcher.matches()) {
      throw new IOException("decoding key '" + NAME + "': not a secret for tokens");
    }
    return Optional.of(ByteString.fromBase64(matcher.group(1)).toBytes());
  }

  /** Makes a secret and keeps it. */
  public static byte[] create(Keystore keystore, RandomGenerator random)
      throws WalletRefusal, IOException {
    byte[] secret = TokenAuthority.newSecret(random);
    String base64 = ByteString.of(secret).base64();
    keystore.put(NAME, "{\"Type\":\"%s\",\"PrivateKey\":\"%s\"}".formatted(TYPE, base64));
    return secret;
  }
}
