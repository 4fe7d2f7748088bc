package io.sealwright.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases from RFC 8949, appendix A, and from what DAG-CBOR leaves out of it. */
final class CborStrictnessTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "17",
        "1818",
        "18ff",
        "190100",
        "1a00010000",
        "1bffffffffffffffff",
        "20",
        "37",
        "3818",
        "3bffffffffffffffff",
        "40",
        "4401020304",
        "60",
        "6161",
        "62c3bc",
        "63e6b0b4",
        "64f0908591",
        "80",
        "83010203",
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
        "a0",
        "a26161016162820203",
        "a1616100",
        "f4",
        "f5",
        "f6",
        "fb3ff199999999999a",
        "fbc010666666666666",
        "d82a5827000171a0e40220cebe89d62b1ff3c34a26d112fd0d1c71debefce08214cce0cdaaf67d532fbfeb"
      })
  void aCanonicalValueIsReadAndWrittenAgain(String hex) throws CborException {
    byte[] block = ByteString.fromHex(hex).toBytes();

    assertThat(Ipld.CODEC.encode(Ipld.CODEC.decode(block))).isEqualTo(block);
  }

  @ParameterizedTest
  @CsvSource({
    "'', the end comes too soon",
    "1817, longer than need be",
    "1900ff, longer than need be",
    "1a0000ffff, longer than need be",
    "1b00000000ffffffff, longer than need be",
    "5801ff, longer than need be",
    "1c, indefinite or reserved",
    "5f41010000ff, indefinite or reserved",
    "9f01ff, indefinite or reserved",
    "bf616101ff, indefinite or reserved",
    "ff, simple value 31",
    "f7, simple value 23",
    "e0, simple value 0",
    "f93c00, simple value 25",
    "fa3f800000, simple value 26",
    "fb7ff8000000000000, has no form",
    "fb7ff0000000000000, has no form",
    "fb3ff0, too soon",
    "c11a514b67b0, tag 1",
    "c249010000000000000000, tag 2",
    "d82a41ff, without the zero in front",
    "d82a40, without the zero in front",
    "d82a4100, a CID",
    "d82a6100, expected a byte string",
    "61ff, not UTF-8",
    "63eda080, not UTF-8",
    "4201, at most 1",
    "a10000, expected a text",
    "a161, of 1, at most 0",
    "5bffffffffffffffff00, of 18446744073709551615",
    "9affffffff00, of 4294967295",
    "a201020304, expected a text",
    "a2616200616100, out of order",
    "a2616100616100, there twice",
    "a262616100616200, out of order",
    "0000, 1 bytes after the end"
  })
  void anyOtherFormIsRefused(String hex, String reason) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> Ipld.CODEC.decode(ByteString.fromHex(hex).toBytes()))
        .withMessageContaining(reason);
  }

  @Test
  void arraysInsideEachOtherHaveALimit() throws CborException {
    byte[] deepest = ByteString.fromHex("81".repeat(IpldCodec.MAX_DEPTH) + "80").toBytes();
    byte[] tooDeep = ByteString.fromHex("81".repeat(100_000) + "80").toBytes();

    assertThat(Ipld.CODEC.encode(Ipld.CODEC.decode(deepest))).isEqualTo(deepest);
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> Ipld.CODEC.decode(tooDeep))
        .withMessageContaining("inside each other");
  }

  @ParameterizedTest
  @CsvSource({"0, 40", "1, 420001", "-1, 420101", "256, 43000100", "128, 420080"})
  void aBigNumberIsASignAndTheShortestMagnitude(BigInteger number, String hex)
      throws CborException {
    assertThat(ByteString.of(CborCodecs.BIG.encode(number)).hex()).isEqualTo(hex);
    assertThat(CborCodecs.BIG.decode(ByteString.fromHex(hex).toBytes())).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4100", "4101", "420000", "420100", "420201", "43000001", "6101"})
  void anotherFormOfABigNumberIsRefused(String hex) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> CborCodecs.BIG.decode(ByteString.fromHex(hex).toBytes()));
  }

  @Test
  void aBigNumberHasTheNetworksBound() throws CborException {
    BigInteger largest = BigInteger.ONE.shiftLeft(127 * 8).subtract(BigInteger.ONE);

    assertThat(CborCodecs.BIG.decode(CborCodecs.BIG.encode(largest))).isEqualTo(largest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CborCodecs.BIG.encode(largest.add(BigInteger.ONE)));
  }

  @Test
  void numbersWithSignHave64Bits() throws CborException {
    for (long number : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(CborCodecs.SIGNED.decode(CborCodecs.SIGNED.encode(number))).isEqualTo(number);
    }
    byte[] beyond = ByteString.fromHex("1b8000000000000000").toBytes();
    assertThat(CborCodecs.UNSIGNED.decode(beyond)).isEqualTo(Long.MIN_VALUE);
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> CborCodecs.SIGNED.decode(beyond))
        .withMessageContaining("64 bits");
  }

  @Test
  void aListHasALimit() throws CborException {
    CborCodec<List<Long>> three = CborCodecs.UNSIGNED.list(3);

    assertThat(three.decode(three.encode(List.of(1L, 2L, 3L)))).containsExactly(1L, 2L, 3L);
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> three.decode(ByteString.fromHex("8401020304").toBytes()))
        .withMessageContaining("at most 3");
  }

  /** Whatever is read is written as the same bytes: there is one form only. */
  @Test
  void changedBytesReadAsThemselvesOrAreRefused() throws IOException {
    Random random = new Random(3);
    RandomIpld values = new RandomIpld(random, Long.SIZE);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] block = Ipld.CODEC.encode(values.value(3));
      block[random.nextInt(block.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(Ipld.CODEC.encode(Ipld.CODEC.decode(block))).isEqualTo(block);
      } catch (CborException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void aTextWithoutUtf8CannotBeWritten() {
    assertThatIllegalArgumentException().isThrownBy(() -> CborCodecs.TEXT.encode("\ud800"));
  }
}
