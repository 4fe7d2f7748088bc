package io.sealwright.protocol.bitfield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BitfieldTest {
  /** Bytes of real messages, and the run lengths the node showed for them. */
  @ParameterizedTest
  @CsvSource({"b002, 5 1", "d002, 6 1", "0c, 0 1", "'', 0"})
  void agreesWithWhatANodeDecoded(String hex, String lengths) throws CborException {
    Bitfield field = Bitfield.fromBytes(ByteString.fromHex(hex));

    assertThat(field.runLengths()).containsExactly(longs(lengths));
    assertThat(Bitfield.ofRunLengths(longs(lengths))).isEqualTo(field);
    assertThat(field.toBytes().hex()).isEqualTo(hex);
    assertThat(BitfieldCbor.BITFIELD.decode(BitfieldCbor.BITFIELD.encode(field))).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"3 4 5, 3 3", "0 1, 0 2", "0, 0 1", "0 1 5, 0 2 3 1", "9 7 9 8, 7 3"})
  void numbersBecomeRuns(String numbers, String lengths) {
    Bitfield field = Bitfield.of(longs(numbers));

    assertThat(field.runLengths()).containsExactly(longs(lengths));
    assertThat(field.stream().toArray()).containsExactly(sorted(longs(numbers)));
  }

  @Test
  void behavesAsASetOfBits() {
    Random random = new Random(99);
    for (int i = 0; i < 2_000; i++) {
      BitSet bits = bits(random);
      BitSet others = bits(random);
      Bitfield field = field(bits);
      Bitfield other = field(others);

      assertThat(field.count()).isEqualTo(bits.cardinality());
      assertThat(field.union(other)).isEqualTo(field(with(bits, others, 0)));
      assertThat(field.intersect(other)).isEqualTo(field(with(bits, others, 1)));
      assertThat(field.minus(other)).isEqualTo(field(with(bits, others, 2)));
      assertThat(field.containsAll(other)).isEqualTo(with(others, bits, 2).isEmpty());
      for (int number = 0; number < 70; number++) {
        assertThat(field.contains(number)).isEqualTo(bits.get(number));
      }
    }
  }

  @Test
  void readsAsItWasWritten() {
    Random random = new Random(100);
    for (int i = 0; i < 2_000; i++) {
      Bitfield field = runs(random);
      assertThat(Bitfield.fromBytes(field.toBytes())).isEqualTo(field);
      assertThat(Bitfield.ofRunLengths(field.runLengths())).isEqualTo(field);
    }
  }

  /** Whatever is read is written as the same bytes: there is one form only. */
  @Test
  void changedBytesReadAsThemselvesOrAreRefused() {
    Random random = new Random(101);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(1, 8)];
      random.nextBytes(bytes);
      bytes[0] &= (byte) (random.nextInt(8) == 0 ? 0xff : 0xfc);
      ByteString encoded = ByteString.of(bytes);
      try {
        assertThat(Bitfield.fromBytes(encoded).toBytes()).isEqualTo(encoded);
      } catch (IllegalArgumentException _) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @ParameterizedTest
  @CsvSource({
    "00, an empty field has no bytes",
    "04, a field that ends in the middle of a run",
    "0c00, a byte of filling",
    "0d, version 1",
    "34, a run of one in a long block",
    "14, a run of none",
    "1c, unset at the end",
    "e4ffffffffffffffffffff01, beyond 63 bits"
  })
  void anotherFormIsRefused(String hex, String why) {
    assertThatIllegalArgumentException()
        .as(why)
        .isThrownBy(() -> Bitfield.fromBytes(ByteString.fromHex(hex)));
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() ->
            BitfieldCbor.BITFIELD.decode(
                ByteString.fromHex("4%x%s".formatted(hex.length() / 2, hex)).toBytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1 0 1", "-1", "1 0", "1 9223372036854775807", "0 -5"})
  void runLengthsThatDescribeNothingAreRefused(String lengths) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bitfield.ofRunLengths(longs(lengths)));
  }

  @Test
  void aNodesFieldMayEndWithAnUnsetRun() {
    assertThat(Bitfield.ofRunLengths(0, 3, 4)).isEqualTo(Bitfield.of(0, 1, 2));
    assertThat(Bitfield.ofRunLengths()).isEqualTo(Bitfield.EMPTY);
    assertThat(Bitfield.ofRunLengths(12)).isEqualTo(Bitfield.EMPTY);
  }

  @Test
  void aBillionNeighboursAreOneRun() {
    Bitfield field = Bitfield.ofRange(0, Long.MAX_VALUE).minus(Bitfield.of(1_000_000_000));

    assertThat(field.count()).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(field.toBytes().size()).isLessThan(20);
    assertThat(field.stream().skip(1_000).findFirst()).hasValue(1_000);
    assertThat(field.last()).hasValue(Long.MAX_VALUE - 1);
    assertThat(field.union(Bitfield.of(1_000_000_000)).runs()).hasSize(1);
    assertThat(Bitfield.fromBytes(field.toBytes())).isEqualTo(field);
  }

  @Test
  void anEncodingHasTheNetworksBound() {
    long[] scattered = new Random(3).longs(60_000, 0, 1L << 40).toArray();
    ByteString tooLong = Bitfield.of(scattered).toBytes();

    assertThat(tooLong.size()).isGreaterThan(RlePlus.MAX_BYTES);
    assertThatIllegalArgumentException().isThrownBy(() -> Bitfield.fromBytes(tooLong));
  }

  @Test
  void showsItsRuns() {
    assertThat(Bitfield.of(0, 1, 5)).hasToString("{0-1, 5}");
    assertThat(Bitfield.EMPTY).hasToString("{}");
    assertThat(Bitfield.of(3, 9).first()).hasValue(3);
    assertThat(Bitfield.EMPTY.first()).isEmpty();
  }

  private static BitSet bits(Random random) {
    int density = random.nextInt(1, 100);
    BitSet bits = new BitSet();
    for (int i = 0; i < 64; i++) {
      bits.set(i, random.nextInt(100) < density);
    }
    return bits;
  }

  private static BitSet with(BitSet bits, BitSet others, int operation) {
    BitSet result = (BitSet) bits.clone();
    switch (operation) {
      case 0 -> result.or(others);
      case 1 -> result.and(others);
      default -> result.andNot(others);
    }
    return result;
  }

  private static Bitfield field(BitSet bits) {
    return Bitfield.of(bits.stream().asLongStream().toArray());
  }

  private static Bitfield runs(Random random) {
    long[] lengths = new long[random.nextInt(12)];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = 1 + (random.nextLong() >>> 5 + random.nextInt(58));
    }
    if (lengths.length > 0 && random.nextBoolean()) {
      lengths[0] = 0;
    }
    return Bitfield.ofRunLengths(lengths);
  }

  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static long[] sorted(long[] numbers) {
    return Arrays.stream(numbers).sorted().distinct().toArray();
  }
}
