package io.sealwright.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({"f00, 00", "f01000, e807", "t0127, 7f", "f0128, 8001", "f0123, 7b"})
  void theProverIdIsTheAddressPayloadPaddedWithZeros(String address, String payload) {
    String hex = MinerId.parse(address).proverId().hex();

    assertThat(hex).isEqualTo(payload + "0".repeat(64 - payload.length()));
  }

  @Test
  void theLargestMinerAndSectorNumbersAreRead() {
    assertThat(MinerId.parse("f09223372036854775807").id()).isEqualTo(Long.MAX_VALUE);
    assertThat(SectorNumber.parse("9223372036854775807").number()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1000", "f1abc", "f0", "f001", "f0-1", "f09223372036854775808", "F01"})
  void whatIsNotAnIdAddressIsRefused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> MinerId.parse(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "9223372036854775808", "1.0"})
  void whatIsNotASectorNumberIsRefused(String number) {
    assertThatIllegalArgumentException().isThrownBy(() -> SectorNumber.parse(number));
  }

  @Test
  void filesOfASectorAreNamedAsLotusNamesThem() {
    SectorId sector = new SectorId(MinerId.parse("f01000"), new SectorNumber(43));

    assertThat(sector.fileName()).isEqualTo("s-t01000-43");
  }

  @ParameterizedTest
  @CsvSource({"0, 128", "1, 128", "127, 128", "128, 256", "254, 256", "255, 512", "2032, 2048"})
  void aPieceTakesTheSmallestPowerOfTwoThatHoldsIt(long unpadded, long padded) {
    assertThat(PaddedSize.holding(unpadded).bytes()).isEqualTo(padded);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -128, 64, 127, 384})
  void aPieceSizeIsAPowerOfTwo(long bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PaddedSize(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "2KiB, 2048, 64, 2",
    "8MiB, 8388608, 262144, 2",
    "64gib, 68719476736, 2147483648, 11"
  })
  void aSectorSizeIsReadByNameOrInBytes(String name, long bytes, long nodes, int layers) {
    SectorSize size = SectorSize.parse(name);

    assertThat(size.bytes()).isEqualTo(bytes);
    assertThat(SectorSize.parse(Long.toString(bytes))).isEqualTo(size);
    assertThat(size.nodes()).isEqualTo(nodes);
    assertThat(size.layers()).isEqualTo(layers);
    assertThatIllegalArgumentException().isThrownBy(() -> SectorSize.parse("3KiB"));
  }

  @Test
  void thirtyTwoBytesAreThirtyTwoBytes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes32.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> Bytes32.fromHex("0g".repeat(32)));
    assertThat(Bytes32.repeat(9).hex()).isEqualTo("09".repeat(32));
  }
}
