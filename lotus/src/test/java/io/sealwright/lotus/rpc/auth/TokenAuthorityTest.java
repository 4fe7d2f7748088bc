package io.sealwright.lotus.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenAuthorityTest {
  /** Computed with Lotus's library for the secret 00 01 … 1f. */
  private static final String KNOWN =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
          + ".eyJBbGxvdyI6WyJyZWFkIiwid3JpdGUiLCJzaWduIiwiYWRtaW4iXX0"
          + ".5lRaUKL6YDoISGlo14xwpeeacUF8a9HmOlEQ3ukDj_o";

  private final TokenAuthority authority = new TokenAuthority(secret());

  @Test
  void aTokenEqualsThatOfLotusForTheSameSecret() throws TokenRefused {
    assertThat(authority.sign(Permissions.ALL)).isEqualTo(KNOWN);
    assertThat(authority.verify(KNOWN)).isEqualTo(Permissions.ALL);
  }

  @Test
  void permissionsAreASetAndUnknownNamesAreKept() throws TokenRefused {
    Permissions odd = new Permissions(List.of("admin", "bogus"));
    Permissions verified = authority.verify(authority.sign(odd));
    assertThat(verified).isEqualTo(odd);
    assertThat(verified.allow(Permission.ADMIN)).isTrue();
    assertThat(verified.allow(Permission.READ)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "a.b", "a.b.c", "..", "eyJhbGciOiJIUzI1NiJ9.e30."})
  void whatIsNoTokenIsRefused(String token) {
    assertThatThrownBy(() -> authority.verify(token)).isInstanceOf(TokenRefused.class);
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    String unsigned =
        base64("{\"alg\":\"none\",\"typ\":\"JWT\"}")
            + "."
            + base64("{\"Allow\":[\"admin\"]}")
            + ".";
    assertThatThrownBy(() -> authority.verify(unsigned)).isInstanceOf(TokenRefused.class);
  }

  @Test
  void aTokenOfAnotherSecretIsRefused() {
    TokenAuthority other = new TokenAuthority(TokenAuthority.newSecret(new Random(1)));
    assertThatThrownBy(() -> other.verify(KNOWN))
        .isInstanceOf(TokenRefused.class)
        .hasMessage("JWT Verification failed: jwt: HMAC verification failed");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] secret() {
    byte[] secret = new byte[TokenAuthority.SECRET_BYTES];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return secret;
  }
}
