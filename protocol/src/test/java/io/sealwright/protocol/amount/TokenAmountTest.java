package io.sealwright.protocol.amount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenAmountTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1000000000000000000",
    "1.5 FIL, 1500000000000000000",
    "0.000000000000000001fil, 1",
    "-2, -2000000000000000000",
    ".5, 500000000000000000",
    "3., 3000000000000000000",
    "100 aFIL, 100",
    "7 attofil, 7",
    "2.5 fFIL, 2500",
    "1 pFIL, 1000000",
    "896.581921327 nFIL, 896581921327",
    "1 nanoFIL, 1000000000",
    "1.782 μFIL, 1782000000000",
    "1.782 µFIL, 1782000000000",
    "1.782 uFIL, 1782000000000",
    "20mFIL, 20000000000000000"
  })
  void whatAnOperatorTypesIsReadExactly(String typed, String atto) {
    assertThat(TokenAmount.parse(typed).decimal()).isEqualTo(atto);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FIL",
        "1 BTC",
        "1,5",
        "1e18",
        "0.5 aFIL",
        "0.0000000000000000001",
        "--1",
        ".",
        "+1",
        "1 FIL FIL",
        "0x10",
        "111111111111111111111111111111111111111111111111111"
      })
  void anythingElseIsRefused(String typed) {
    assertThatIllegalArgumentException().isThrownBy(() -> TokenAmount.parse(typed));
  }

  /** Pairs of a balance and how a node's own commands showed it. */
  @ParameterizedTest
  @CsvSource({
    "50005087063275509484584489, 50005087.063275509484584489 FIL, 50005087.063 FIL",
    "3123093071027700357430, 3123.09307102770035743 FIL, 3123.093 FIL",
    "896581921327, 0.000000896581921327 FIL, 896.582 nFIL",
    "476837150721, 0.000000476837150721 FIL, 476.837 nFIL",
    "2, 0.000000000000000002 FIL, 2 aFIL",
    "100, 0.0000000000000001 FIL, 100 aFIL",
    "1000, 0.000000000000001 FIL, 1 fFIL",
    "1782000000000, 0.000001782 FIL, 1.782 μFIL",
    "-1500000000000000000, -1.5 FIL, -1.5 FIL",
    "999999999999999999, 0.999999999999999999 FIL, 1000 mFIL",
    "100000000000000000000, 100 FIL, 100 FIL",
    "0, 0 FIL, 0"
  })
  void anAmountIsShownInFullAndInBrief(String atto, String full, String brief) {
    TokenAmount amount = TokenAmount.ofDecimal(atto);

    assertThat(amount).hasToString(full);
    assertThat(amount.brief()).isEqualTo(brief);
  }

  @Test
  void whatIsShownInFullReadsAsTheSameAmount() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      BigInteger atto = new BigInteger(random.nextInt(1, 100), random);
      TokenAmount amount = new TokenAmount(random.nextBoolean() ? atto : atto.negate());
      for (FilUnit unit : FilUnit.values()) {
        assertThat(TokenAmount.parse(amount.in(unit))).isEqualTo(amount);
      }
      assertThat(TokenAmount.ofDecimal(amount.decimal())).isEqualTo(amount);
    }
  }

  @Test
  void blocksOfTheChainHoldSignAndMagnitude() throws CborException {
    TokenAmount amount = TokenAmount.ofDecimal("5077125446790600529225");

    assertThat(ByteString.of(AmountCbor.AMOUNT.encode(amount)).hex())
        .isEqualTo("4b0001133b450617b2291549");
    assertThat(AmountCbor.AMOUNT.decode(AmountCbor.AMOUNT.encode(amount))).isEqualTo(amount);
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> AmountCbor.AMOUNT.decode(ByteString.fromHex("420000").toBytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-0", "01", "1.0", "1e3", "0x1", " 1", "+1"})
  void aNumberOfTheWireIsInteger(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TokenAmount.ofDecimal(text));
  }

  @Test
  void theLongestNumberOfTheWireIsBounded() {
    assertThat(TokenAmount.ofDecimal("9".repeat(TokenAmount.MAX_DIGITS)).sign()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenAmount.ofDecimal("9".repeat(TokenAmount.MAX_DIGITS + 1)));
  }

  @Test
  void amountsAreAddedAndCompared() {
    TokenAmount one = TokenAmount.of(1, FilUnit.FIL);
    TokenAmount half = TokenAmount.of(500, FilUnit.MILLI);

    assertThat(half.times(2)).isEqualTo(one);
    assertThat(half.plus(half)).isEqualTo(one);
    assertThat(half.minus(one).sign()).isEqualTo(-1);
    assertThat(half.max(one)).isEqualTo(one);
    assertThat(half.min(one)).isEqualTo(half).isLessThan(one);
    assertThat(one.minus(one)).isEqualTo(TokenAmount.ZERO);
  }
}
