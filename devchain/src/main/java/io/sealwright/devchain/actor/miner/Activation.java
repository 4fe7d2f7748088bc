package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.ActorCbor.ESTIMATE;
import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;

import io.sealwright.devchain.actor.miner.funds.Days;
import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.funds.Security;
import io.sealwright.devchain.actor.miner.state.MinerDraft;
import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.TerminationFeeRule;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pre-committed sectors become sectors: deposits turn into pledges. */
public final class Activation {
  /** The sector's power is weighted by what is in it, not by how long its deals run. */
  private static final long SIMPLE_QUALITY = 1;

  private static final CborCodec<Preseal> PRESEAL =
      CborTuple.of(Preseal.class, SECTOR_NUMBER.list(MAX_ITEMS), ESTIMATE, BIG, ESTIMATE);

  private Activation() {}

  /** Parameters of InternalSectorSetupForPreseal, by which a genesis has sectors. */
  public record Preseal(
      List<SectorNumber> sectors, Estimate reward, BigInteger baseline, Estimate qualityPower) {
    public Preseal {
      sectors = List.copyOf(sectors);
    }
  }

  /** A pre-committed sector that was proven, and how many bytes of data it has. */
  record Ready(PreCommit preCommit, BigInteger plainSpace, BigInteger verifiedSpace) {}

  static void preseal(MinerCall call) throws Abort, IOException {
    Preseal params = call.params(PRESEAL);
    call.requireCaller(Address.id(Singletons.SYSTEM));
    List<Ready> ready = new ArrayList<>();
    for (SectorNumber number : params.sectors()) {
      call.draft()
          .preCommits()
          .find(number.number())
          .ifPresent(found -> ready.add(new Ready(found, BigInteger.ZERO, BigInteger.ZERO)));
    }
    Refusal.ARGUMENT.unless(
        ready.stream().allMatch(sector -> sector.preCommit.sector().deals().isEmpty()),
        "presealed sectors with deals are not activated");
    activate(
        call,
        new Security(
            new Forecast(params.reward(), params.qualityPower()),
            params.baseline(),
            call.runtime().circulatingSupply(),
            EpochSpan.ZERO,
            EpochSpan.ZERO),
        ready);
  }

  /** Makes sectors of these, for the security that is asked now. */
  static void activate(MinerCall call, Security security, List<Ready> ready)
      throws Abort, IOException {
    MinerDraft draft = call.draft();
    List<Sector> sectors = new ArrayList<>();
    TokenAmount deposits = TokenAmount.ZERO;
    TokenAmount pledge = TokenAmount.ZERO;
    for (Ready one : ready) {
      Sector sector = sector(call, security, one);
      sectors.add(sector);
      deposits = deposits.plus(one.preCommit.deposit());
      pledge = pledge.plus(sector.initialPledge());
    }
    draft.sectors().put(sectors);
    for (Sector sector : sectors) {
      draft.preCommits().remove(sector.number().number());
    }
    draft.assign(sectors, call.now());
    Purse purse = draft.purse();
    purse.addDeposit(TokenAmount.ZERO.minus(deposits));
    TokenAmount free = purse.unlocked(call.runtime().balance());
    Refusal.FUNDS.unless(
        free.compareTo(pledge) >= 0,
        "insufficient funds for aggregate initial pledge requirement %s, available: %s",
        pledge,
        free);
    purse.addPledge(pledge);
    purse.requireCovered(call.runtime().balance());
    call.save();
    call.neighbours().changePledge(pledge);
  }

  private static Sector sector(MinerCall call, Security security, Ready ready) throws Abort {
    SectorPreCommit promised = ready.preCommit.sector();
    EpochSpan life = promised.expiration().since(call.now());
    Refusal.ARGUMENT.unless(
        life.compareTo(call.runtime().rules().shortestSectorLife()) >= 0,
        "precommit %s has lifetime %d less than minimum %d",
        promised.number(),
        life.epochs(),
        call.runtime().rules().shortestSectorLife().epochs());
    BigInteger epochs = BigInteger.valueOf(life.epochs());
    BigInteger verified = ready.verifiedSpace.multiply(epochs);
    BigInteger power = call.draft().power().quality(life, verified);
    return new Sector(
        promised.number(),
        promised.sealProof(),
        promised.sealed(),
        List.of(),
        call.now(),
        promised.expiration(),
        ready.plainSpace.multiply(epochs),
        verified,
        security.pledge(power),
        expected(call, security, power, 1),
        expected(call, security, power, 20),
        call.now(),
        Optional.empty(),
        Optional.empty(),
        SIMPLE_QUALITY,
        call.runtime().rules().hasDailyFee()
            ? Fees.daily(security.circulating(), power)
            : TokenAmount.ZERO);
  }

  /** Earnings of some days that the termination fee will need, where it goes by them. */
  private static Optional<TokenAmount> expected(
      MinerCall call, Security security, BigInteger power, long days) {
    return call.runtime().rules().terminationFee() == TerminationFeeRule.BY_REWARD
        ? Optional.of(security.forecast().earnings(power, Days.of(days)))
        : Optional.empty();
  }
}
