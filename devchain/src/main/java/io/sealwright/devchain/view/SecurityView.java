package io.sealwright.devchain.view;

import io.sealwright.devchain.actor.miner.funds.Security;
import io.sealwright.devchain.actor.miner.funds.Security.Ramp;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.SectorPower;
import java.io.IOException;
import java.math.BigInteger;

/**
 * What a miner should send along for a sector, by the rule of Lotus: a tenth more than the chain
 * asks now, as it may ask more by the time the message lands.
 */
public record SecurityView(StateView state) {
  private static final BigInteger NUMERATOR = BigInteger.valueOf(110);
  private static final BigInteger DENOMINATOR = BigInteger.valueOf(100);

  /** The deposit of a pre-commit: that of the most power a sector of the size can have. */
  public TokenAmount deposit(long sectorSize) throws IOException {
    return more(now().deposit(new SectorPower(sectorSize).most()));
  }

  /** The pledge of a sector. */
  public TokenAmount pledge(long sectorSize, EpochSpan life, long verifiedBytes)
      throws IOException {
    BigInteger verified =
        BigInteger.valueOf(verifiedBytes).multiply(BigInteger.valueOf(life.epochs()));
    return more(now().pledge(new SectorPower(sectorSize).quality(life, verified)));
  }

  private Security now() throws IOException {
    PowerState power = state.power();
    RewardState reward = state.reward();
    return Security.at(
        state.epoch(),
        new Forecast(reward.epochRewardSmoothed(), power.qualityPowerSmoothed()),
        reward.epochBaseline(),
        state.supply().circulating(),
        new Ramp(power.rampStart(), new EpochSpan(power.rampEpochs())));
  }

  private static TokenAmount more(TokenAmount asked) {
    return new TokenAmount(asked.atto().multiply(NUMERATOR).divide(DENOMINATOR));
  }
}
