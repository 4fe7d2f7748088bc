package io.sealwright.devchain.actor.miner.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.ipld.BlockStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Locked funds, debts, and who is paid first. */
final class PurseTest {
  private static final Epoch NOW = new Epoch(10_000);
  private static final Epoch OFFSET = new Epoch(658);
  private static final TokenAmount LOCKED = atto(180_000);

  private final Purse purse = new Purse(new Memory(new HashMap<>()), empty());

  /** Blocks that are forgotten with the test. */
  private record Memory(Map<Cid, byte[]> all) implements BlockStore {
    @Override
    public Cid put(byte[] block) {
      Cid cid = Cid.ofCbor(block);
      all.put(cid, block);
      return cid;
    }

    @Override
    public Optional<byte[]> block(Cid cid) {
      return Optional.ofNullable(all.get(cid));
    }
  }

  private static MinerState empty() {
    Cid any = Cid.ofCbor(new byte[] {(byte) 0x80});
    TokenAmount none = TokenAmount.ZERO;
    return new MinerState(
        any,
        none,
        none,
        Optional.empty(),
        none,
        none,
        any,
        any,
        any,
        any,
        NOW,
        0,
        any,
        Bitfield.EMPTY,
        false);
  }

  private static TokenAmount atto(long amount) {
    return TokenAmount.ofAtto(amount);
  }

  @Test
  void locksFundsForHalfAYearInDailyPartsAtHalfDays() throws Exception {
    assertThat(purse.lock(LOCKED, NOW, OFFSET)).isEqualTo(TokenAmount.ZERO);

    List<Vesting.Part> parts = purse.schedule().parts();
    assertThat(parts).hasSize(180);
    // A day later is 12880; half days lie at 658 + 1440 k.
    assertThat(parts.getFirst().epoch()).isEqualTo(new Epoch(13_618));
    assertThat(parts.getFirst().amount()).isEqualTo(atto(180_000L * 3618 / (180 * 2880)));
    assertThat(parts.getLast().epoch()).isEqualTo(new Epoch(13_618 + 179 * 2880));
    assertThat(total(parts)).isEqualTo(LOCKED);
  }

  @Test
  void releasesAPartAfterItsEpochOnly() throws Exception {
    purse.lock(LOCKED, NOW, OFFSET);
    Vesting.Part first = purse.schedule().parts().getFirst();

    assertThat(purse.release(first.epoch())).isEqualTo(TokenAmount.ZERO);
    assertThat(purse.release(first.epoch().plus(new EpochSpan(1)))).isEqualTo(first.amount());
    assertThat(purse.locked()).isEqualTo(LOCKED.minus(first.amount()));
    assertThat(total(purse.schedule().parts())).isEqualTo(purse.locked());
  }

  @Test
  void aDebtIsPaidFromLockedFundsFirst() throws Exception {
    purse.lock(LOCKED, NOW, OFFSET);
    purse.penalize(atto(5_000));

    Purse.Repaid repaid = purse.repayWhatIsPossible(NOW, LOCKED);

    assertThat(repaid).isEqualTo(new Purse.Repaid(atto(5_000), atto(5_000)));
    assertThat(purse.debt()).isEqualTo(TokenAmount.ZERO);
    assertThat(total(purse.schedule().parts())).isEqualTo(atto(175_000));
    purse.requireCovered(atto(175_000));
    assertThatThrownBy(() -> purse.requireCovered(atto(174_999)))
        .isInstanceOfSatisfying(
            Abort.class, abort -> assertThat(abort.code().code()).isEqualTo(1000));
  }

  @Test
  void whatCannotBePaidStaysOwedAndBlocksTheRest() throws Exception {
    purse.lock(LOCKED, NOW, OFFSET);
    purse.addPledge(atto(1_000));
    purse.penalize(atto(200_000));

    Purse.Repaid repaid = purse.repayWhatIsPossible(NOW, atto(182_000));

    assertThat(repaid).isEqualTo(new Purse.Repaid(atto(181_000), LOCKED));
    assertThat(purse.debt()).isEqualTo(atto(19_000));
    assertThat(purse.vesting()).isEmpty();
    assertThat(purse.available(atto(1_000))).isEqualTo(atto(-19_000));
    assertThatThrownBy(() -> purse.repayAll(atto(19_999)))
        .isInstanceOfSatisfying(Abort.class, abort -> assertThat(abort.code().code()).isEqualTo(19))
        .hasMessageContaining("cannot repay fee debt");
    assertThat(purse.repayAll(atto(20_000))).isEqualTo(atto(19_000));
    assertThat(purse.debt()).isEqualTo(TokenAmount.ZERO);
  }

  @Test
  void moreCannotBeGivenBackThanWasTaken() throws Abort {
    purse.addDeposit(atto(5));

    assertThatThrownBy(() -> purse.addDeposit(atto(-6)))
        .isInstanceOfSatisfying(
            Abort.class, abort -> assertThat(abort.code().code()).isEqualTo(20));
    assertThatThrownBy(() -> purse.penalize(atto(-1))).isInstanceOf(Abort.class);
  }

  private static TokenAmount total(List<Vesting.Part> parts) {
    return parts.stream().map(Vesting.Part::amount).reduce(TokenAmount.ZERO, TokenAmount::plus);
  }
}
