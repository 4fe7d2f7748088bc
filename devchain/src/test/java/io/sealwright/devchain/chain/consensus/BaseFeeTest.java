package io.sealwright.devchain.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures are those of the tests of the reference node and of FIP-0115. */
final class BaseFeeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1, 87500000",
    "0, 5, 87500000",
    "5000000000, 1, 100000000",
    "10000000000, 2, 100000000",
    "20000000000, 2, 112500000",
    "15000000000, 2, 106250000"
  })
  void untilVersion28TheFeeFollowsTheGasOfABlock(long gas, int blocks, long fee) {
    assertThat(BaseFee.byLoad(TokenAmount.ofAtto(100_000_000), gas, blocks))
        .isEqualTo(TokenAmount.ofAtto(fee));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0, 100",
    "100, 13, 100",
    "100, 14, 101",
    "100, 26, 113",
    "801, 0, 700",
    "801, 100, 800",
    "801, 120, 820",
    "801, 200, 900",
    "801, 201, 901",
    "808, 0, 707",
    "808, 1, 708",
    "808, 202, 909",
    "808, 203, 909"
  })
  void sinceThenItFollowsThePremiumOfferedByAFullBlock(long fee, long premium, long next) {
    assertThat(BaseFee.byPremium(TokenAmount.ofAtto(fee), full(fee, premium)))
        .isEqualTo(TokenAmount.ofAtto(next));
  }

  /** The premium that counts is that of the 8,000,000,000th unit of gas, from the dearest down. */
  @ParameterizedTest
  @CsvSource({
    "5999999999, 2000000000, 0",
    "5999999999, 2000000001, 100",
    "7999999999, 2000000001, 100",
    "8000000000, 2000000000, 123",
    "8000000000, 9000000000, 123"
  })
  void premiumsCountByTheirGas(long dearGas, long cheapGas, long premium) {
    long fee = 10_000;
    List<Message> messages =
        List.of(message(fee + 1000, 100, cheapGas), message(fee + 1000, 123, dearGas));

    assertThat(BaseFee.byPremium(TokenAmount.ofAtto(fee), messages))
        .isEqualTo(TokenAmount.ofAtto(fee + premium - 1250));
  }

  @ParameterizedTest
  @CsvSource({"1000, 200, 900, 100", "1000, 50, 900, 50", "1000, 200, 1100, 0"})
  void aPremiumIsCutByTheFeeCap(long cap, long premium, long fee, long paid) {
    assertThat(BaseFee.effectivePremium(message(cap, premium, 1), TokenAmount.ofAtto(fee)))
        .isEqualTo(TokenAmount.ofAtto(paid));
  }

  private static List<Message> full(long fee, long premium) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      messages.add(message(fee + premium, premium, 1_000_000_000));
    }
    return messages;
  }

  private static Message message(long feeCap, long premium, long gasLimit) {
    return new Message(
        Address.id(1),
        Address.id(2),
        0,
        TokenAmount.ZERO,
        gasLimit,
        TokenAmount.ofAtto(feeCap),
        TokenAmount.ofAtto(premium),
        MethodNumber.SEND,
        ByteString.EMPTY);
  }
}
