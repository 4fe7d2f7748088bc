package io.sealwright.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of published vectors and of recorded networks, and Ethereum's as others write them. */
final class AddressTest {
  private static final String SECP = "t1sjwb5trn6aq54bxcskt4zoxwplaplpo25na2oni";
  private static final String ACTOR = "t2ch7krq7l35i74rebqbjdsp3ucl47t24e3juxjfa";
  private static final String BLS =
      "t3sfjknihw6qnnqxz7l6nglrsrevs2bzipswuzy6i2sf4f2cmehp2swag6ti4sk3s7ntuzriebxfrbwrvnsfeq";

  @ParameterizedTest
  @CsvSource({
    "t00, 0000",
    "f01000, 00e807",
    "t01865627127944795144, 0088a8eda3d0bf82f219",
    "t09223372036854775807, 00ffffffffffffffff7f",
    ACTOR + ", 0211fea8c3ebdf51fe44818052393f7412f9f9eb84",
    "f410fzsusgohpsu24w5svz7bupq3n2ttpgzr7s5jap4i, 040acca92338ef9535cb7655cfc347c36dd4e6f3663f",
    "t410fnoxwr77ghbwugw5g2jjstezrezhbi62cdqsv4ua, 040a6baf68ffe6386d435ba6d253299331264e147b42",
    "f410faaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaonc6iji, 040a0000000000000000000000000000000000000000"
  })
  void anAddressHasOneTextAndOneStringOfBytes(String text, String hex) throws CborException {
    Address address = Address.parse(text);

    assertThat(address.toBytes().hex()).isEqualTo(hex);
    assertThat(Address.fromBytes(ByteString.fromHex(hex))).isEqualTo(address);
    assertThat(address.text(letter(text))).isEqualTo(text);
    assertThat(AddressCbor.ADDRESS.decode(AddressCbor.ADDRESS.encode(address))).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {SECP, ACTOR, BLS, "t0100"})
  void bothNetworkLettersReadAsTheSameAddress(String text) {
    Address address = Address.parse(text);

    assertThat(Address.parse("f" + text.substring(1))).isEqualTo(address);
    assertThat(address.text(NetworkLetter.TESTNET)).isEqualTo(text);
    assertThat(address).hasToString("f" + text.substring(1));
  }

  @Test
  void onlyAnIdAddressHasTheActorsNumber() {
    assertThat(Address.parse("f01000").actor()).hasValue(1000);
    assertThat(Address.of(new MinerId(1000))).isEqualTo(Address.id(1000));
    assertThat(Address.parse(SECP).actor()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<empty>",
        "f",
        "f0",
        "f001",
        "f0-1",
        "f09223372036854775808",
        "F01000",
        "m01000",
        "f5" + "aaaa",
        "t1sjwb5trn6aq54bxcskt4zoxwplaplpo25na2onj",
        "t1sjwb5trn6aq54bxcskt4zoxwplaplpo25na2on",
        "t1SJWB5TRN6AQ54BXCSKT4ZOXWPLAPLPO25NA2ONI",
        "t2sjwb5trn6aq54bxcskt4zoxwplaplpo25na2oni",
        "f1aaaaaaa",
        "f410f",
        "f410",
        "f4f",
        "f4010fzsusgohpsu24w5svz7bupq3n2ttpgzr7s5jap4i",
        "f411fzsusgohpsu24w5svz7bupq3n2ttpgzr7s5jap4i",
        "f410fzsusgohpsu24w5svz7bupq3n2ttpgzr7s5jap4j"
      })
  void whatIsNotAnAddressIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40", "4100", "4105", "420080", "43008000", "430000ff", "4200ff", "4104"})
  void bytesThatAreNoAddressAreRefused(String hex) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> AddressCbor.ADDRESS.decode(ByteString.fromHex(hex).toBytes()));
  }

  @ParameterizedTest
  @EnumSource(AddressKind.class)
  void everyKindReadsAsItWasWritten(AddressKind kind) {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      Address address = random(kind, random);
      for (NetworkLetter letter : NetworkLetter.values()) {
        assertThat(Address.parse(address.text(letter))).isEqualTo(address);
      }
      assertThat(Address.fromBytes(address.toBytes())).isEqualTo(address);
    }
  }

  /** A checksum of four bytes: no single mistake in these texts goes unseen. */
  @ParameterizedTest
  @ValueSource(strings = {SECP, ACTOR, BLS, "f410fzsusgohpsu24w5svz7bupq3n2ttpgzr7s5jap4i"})
  void aMistypedCharacterIsNoticed(String text) {
    for (int i = 6; i < text.length(); i++) {
      for (char c : "a7q".toCharArray()) {
        String wrong = text.substring(0, i) + c + text.substring(i + 1);
        if (c != text.charAt(i)) {
          assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(wrong));
        }
      }
    }
  }

  private static NetworkLetter letter(String text) {
    return text.charAt(0) == 'f' ? NetworkLetter.MAINNET : NetworkLetter.TESTNET;
  }

  private static Address random(AddressKind kind, Random random) {
    return switch (kind) {
      case ID -> Address.id(random.nextLong() >>> 1 + random.nextInt(62));
      case SECP256K1, ACTOR -> new Address(kind, bytes(20, random));
      case BLS -> Address.ofBls(bytes(48, random));
      case DELEGATED ->
          Address.delegated(
              random.nextLong() >>> 1 + random.nextInt(62),
              bytes(random.nextInt(Address.MAX_SUBADDRESS + 1), random));
    };
  }

  private static ByteString bytes(int length, Random random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.of(bytes);
  }
}
