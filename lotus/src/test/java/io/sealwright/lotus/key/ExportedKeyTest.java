package io.sealwright.lotus.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportedKeyTest {
  /** The BLS key 00 01 … 1f, as Lotus writes it to a file. */
  private static final String HEX =
      "7b2254797065223a22626c73222c22507269766174654b6579223a2241414543417751464267634943516f4c44"
          + "41304f4478415245684d554652595847426b61477877644868383d227d";

  @Test
  void aFileIsReadAndWrittenAsLotusDoes() {
    SigningKey key = ExportedKey.parse(HEX + "\n");

    assertThat(key.type()).isEqualTo(KeyType.BLS);
    assertThat(key.secret().hex())
        .isEqualTo("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    assertThat(ExportedKey.toHex(key)).isEqualTo(HEX);
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void whatTheWalletExportedIsExportedAgain(KeyType type) {
    String json = Recorded.of("WalletExport.key-" + type).result().toString();

    assertThat(ExportedKey.toJson(ExportedKey.parse(json))).isEqualTo(json);
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void anExportedKeyIsTheSameKey(KeyType type) {
    Random random = new Random(17);
    for (int i = 0; i < 20; i++) {
      SigningKey key = SigningKey.generate(type, random);
      SigningKey imported = ExportedKey.parse(ExportedKey.toHex(key));
      assertThat(imported.address()).isEqualTo(key.address());
      assertThat(imported.secret()).isEqualTo(key.secret());
    }
  }

  @Test
  void aTypeMayBeTheNumberItOnceWas() {
    String json = ExportedKey.toJson(ExportedKey.parse(HEX)).replace("\"bls\"", "2");

    assertThat(ExportedKey.toHex(ExportedKey.parse(json))).isEqualTo(HEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7b",
        "7b2",
        "zz",
        "{}",
        "{\"Type\":\"bls\"}",
        "{\"PrivateKey\":\"AA==\"}",
        "{\"Type\":\"rsa\",\"PrivateKey\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"}",
        "{\"Type\":3,\"PrivateKey\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"}",
        "{\"Type\":\"bls\",\"PrivateKey\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"}",
        "{\"Type\":\"bls\",\"PrivateKey\":7}",
        "{\"Type\":\"bls\",\"PrivateKey\":\"AAEC\"} x"
      })
  void whatIsNoExportedKeyIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ExportedKey.parse(text));
  }

  @Test
  void aRefusalDoesNotRepeatTheSecret() {
    String secret = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh";
    for (String text :
        new String[] {
          "{\"Type\":\"bls\",\"PrivateKey\":\"" + secret + "\"}",
          "{\"Type\":\"bls\",\"PrivateKey\":\"" + secret,
          secret
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ExportedKey.parse(text))
          .withNoCause()
          .withMessageNotContaining(secret.substring(0, 8));
    }
    assertThat(ExportedKey.parse(HEX)).asString().startsWith("f3");
  }
}
