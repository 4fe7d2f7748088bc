package io.sealwright.engine.sending.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who pays, and how much. */
final class MoneyTest {
  @Test
  void theMissingPartIsSentAndDebtsAreMadeGood() {
    Collateral part = Collateral.MISSING_PART;

    assertThat(part.toSend(fil(10), fil(12))).isEqualTo(fil(0));
    assertThat(part.toSend(fil(10), fil(4))).isEqualTo(fil(6));
    assertThat(part.toSend(fil(10), fil(-3))).isEqualTo(fil(13));
    assertThat(part.toSend(fil(0), fil(-3))).isEqualTo(fil(0));
  }

  @Test
  void aBufferStaysWithTheMiner() {
    Collateral buffered = new Collateral(true, fil(5));

    assertThat(buffered.toSend(fil(10), fil(12))).isEqualTo(fil(3));
    assertThat(buffered.toSend(fil(10), fil(4))).isEqualTo(fil(10));
  }

  @Test
  void theSenderBringsAllIfToldSo() {
    Collateral all = new Collateral(false, fil(0));

    assertThat(all.toSend(fil(10), fil(100))).isEqualTo(fil(10));
    assertThat(all.toSend(fil(10), fil(-3))).isEqualTo(fil(13));
  }

  @Test
  void theFirstWhoCanPayAllSendsElseTheRichest() {
    Payer poor = new Payer(Address.id(101), fil(2));
    Payer fair = new Payer(Address.id(102), fil(5));
    Payer rich = new Payer(Address.id(103), fil(6));

    assertThat(Payer.choose(List.of(poor, fair, rich), fil(1), fil(3))).contains(fair);
    assertThat(Payer.choose(List.of(fair, rich), fil(1), fil(1))).contains(fair);
    assertThat(Payer.choose(List.of(poor, fair, rich), fil(4), fil(9))).contains(rich);
    assertThat(Payer.choose(List.of(poor, fair), fil(5), fil(1))).isEmpty();
    assertThat(Payer.choose(List.of(), fil(0), fil(1))).isEmpty();
  }

  private static TokenAmount fil(long atto) {
    return TokenAmount.ofAtto(atto);
  }
}
