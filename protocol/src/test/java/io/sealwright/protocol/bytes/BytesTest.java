package io.sealwright.protocol.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BytesTest {
  private static final long SEED = 20_260_401;

  @ParameterizedTest
  @CsvSource({"0, 00", "127, 7f", "128, 8001", "1000, e807", "-1, ffffffffffffffffff01"})
  void aNumberIsWrittenInGroupsOfSevenBits(long number, String hex) {
    assertThat(Leb128.encode(number).hex()).isEqualTo(hex);
    assertThat(read(hex)).isEqualTo(number);
  }

  @Test
  void everyNumberReadsAsItWasWritten() {
    new Random(SEED)
        .longs(10_000)
        .map(bits -> bits >>> (bits & 63))
        .forEach(number -> assertThat(read(Leb128.encode(number).hex())).isEqualTo(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "8000", "ffffffffffffffffff02", "ffffffffffffffffffff01"})
  void aNumberInAnyOtherFormIsRefused(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(hex));
  }

  /** BLAKE2b-256 of nothing and of "abc", as the reference implementation gives them. */
  @ParameterizedTest
  @CsvSource({
    "'', 0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8",
    "616263, bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
  })
  void digestsAgreeWithTheReference(String hex, String digest) {
    assertThat(Blake2b.BYTES_32.digest(ByteString.fromHex(hex)).hex()).isEqualTo(digest);
  }

  @Test
  void theDigestOfPartsIsThatOfTheirSum() {
    ByteString head = ByteString.fromHex("0102");
    ByteString tail = ByteString.fromHex("0304");

    assertThat(Blake2b.BYTES_20.digest(head, tail))
        .isEqualTo(Blake2b.BYTES_20.digest(head.plus(tail)));
  }

  @Test
  void base58KeepsLeadingZeros() {
    Random random = new Random(SEED);
    for (int length = 0; length < 60; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      if (length > 3) {
        bytes[0] = 0;
        bytes[1] = 0;
      }
      String text = Base58.encode(ByteString.of(bytes));
      assertThat(Base58.decode(text)).isEqualTo(ByteString.of(bytes));
    }
    assertThat(Base58.encode(ByteString.fromHex("0000287fb4cd"))).isEqualTo("11233QC4");
    assertThatIllegalArgumentException().isThrownBy(() -> Base58.decode("10"));
    assertThatIllegalArgumentException().isThrownBy(() -> Base58.decode("1".repeat(129)));
  }

  @Test
  void bytesAreComparedAsUnsignedNumbers() {
    assertThat(ByteString.fromHex("7f")).isLessThan(ByteString.fromHex("80"));
    assertThat(ByteString.fromHex("80")).isLessThan(ByteString.fromHex("8000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA", "AB==", "A===", "A A=", "AA-_", "AAA=AAA="})
  void base64MustBePaddedAndCanonical(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ByteString.fromBase64(text));
  }

  @Test
  void nobodyChangesBytesFromOutside() {
    byte[] bytes = {1, 2};
    ByteString value = ByteString.of(bytes);
    bytes[0] = 9;
    value.toBytes()[1] = 9;

    assertThat(value.hex()).isEqualTo("0102");
  }

  private static long read(String hex) {
    ByteBuffer in = ByteBuffer.wrap(ByteString.fromHex(hex).toBytes());
    long number = Leb128.read(in);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("bytes left over");
    }
    return number;
  }
}
