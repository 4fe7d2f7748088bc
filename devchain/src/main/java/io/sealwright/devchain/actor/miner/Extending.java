package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.funds.Days;
import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.state.DeadlineDraft;
import io.sealwright.devchain.actor.miner.state.ExpirationQueue;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.ExtendSectors;
import io.sealwright.protocol.actor.method.ExtendSectors.Extension;
import io.sealwright.protocol.actor.method.ExtendSectors.WithClaims;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sectors are promised for longer. Verified data in them must be accounted for by its claims. */
final class Extending {
  private static final EpochSpan CLAIMS_DROPPABLE = Days.of(30);

  private final MinerCall call;
  private final Map<Long, Space> spaces = new HashMap<>();
  private PowerPair power = PowerPair.ZERO;
  private TokenAmount pledge = TokenAmount.ZERO;

  private Extending(MinerCall call) {
    this.call = call;
  }

  /** Bytes of verified data in a sector by its claims, and how many of them are kept. */
  private record Space(long all, long kept) {
    Space plus(Space more) {
      return new Space(all + more.all, kept + more.kept);
    }
  }

  static void extend(MinerCall call) throws Abort, IOException {
    ExtendSectors params = call.params(MethodCbor.EXTEND_SECTORS);
    Extending extending = new Extending(call);
    for (Extension extension : params.extensions()) {
      Selections.requireDeadline(extension.deadline());
      extending.readClaims(extension);
    }
    call.requireController();
    for (Extension extension : params.extensions()) {
      extending.extend(extension);
    }
    call.save();
    call.neighbours().changePower(extending.power);
    call.neighbours().changePledge(extending.pledge);
  }

  private void readClaims(Extension extension) throws Abort, IOException {
    for (WithClaims sector : extension.withClaims()) {
      List<Long> numbers = new ArrayList<>(sector.kept());
      numbers.addAll(sector.dropped());
      List<VerifiedData.Claim> claims = VerifiedData.get(call.runtime(), numbers);
      for (int i = 0; i < claims.size(); i++) {
        VerifiedData.Claim claim = claims.get(i);
        boolean kept = i < sector.kept().size();
        requireFitting(claim, sector, kept ? extension.expiration() : claim.start());
        long size = claim.size().bytes();
        spaces.merge(
            sector.sector().number(), new Space(size, kept ? size : 0), Space::plus);
      }
    }
  }

  private void requireFitting(VerifiedData.Claim claim, WithClaims sector, Epoch end)
      throws Abort {
    Refusal.ARGUMENT.unless(
        claim.provider() == call.runtime().receiver()
            && claim.sector().equals(sector.sector()),
        "a claim declared for sector %s is for sector %s of provider %d",
        sector.sector(),
        claim.sector(),
        claim.provider());
    Epoch latest = claim.start().plus(new EpochSpan(claim.longest().height()));
    Refusal.FORBIDDEN.unless(
        end.compareTo(latest) <= 0,
        "a claim of sector %s only allows extension to %s but declared new expiration is %s",
        sector.sector(),
        latest,
        end);
  }

  private void extend(Extension extension) throws Abort, IOException {
    Bitfield numbers =
        extension
            .sectors()
            .union(
                Bitfield.of(
                    extension.withClaims().stream()
                        .mapToLong(sector -> sector.sector().number())
                        .toArray()));
    Window window = call.draft().window(call.now(), extension.deadline());
    DeadlineDraft deadline = call.draft().deadline(window);
    List<Sector> old = call.draft().sectors().load(numbers);
    List<Sector> now = new ArrayList<>();
    for (Sector sector : old) {
      now.add(extended(sector, extension.expiration()));
    }
    call.draft().sectors().put(now);
    ExpirationQueue.Change change =
        deadline.replace(extension.partition(), old, now, extension.expiration());
    call.draft().put(window, deadline);
    power = power.plus(change.power());
    pledge = pledge.plus(change.pledge());
  }

  private Sector extended(Sector sector, Epoch end) throws Abort {
    Refusal.FORBIDDEN.unless(
        !sector.expiration().isBefore(call.now()),
        "cannot extend expiration for expired sector %s at %s",
        sector.number(),
        sector.expiration());
    Refusal.ARGUMENT.unless(
        !end.isBefore(sector.expiration()),
        "cannot reduce sector %s expiration to %s from %s",
        sector.number(),
        end,
        sector.expiration());
    Expiry.require(call, sector.activation(), end);
    BigInteger verified = verifiedWeight(sector, end);
    BigInteger before = call.draft().power().of(sector).quality();
    BigInteger after = call.draft().power().quality(end.since(call.now()), verified);
    boolean settled = sector.verifiedDealWeight().signum() > 0;
    return new Sector(
        sector.number(),
        sector.sealProof(),
        sector.sealed(),
        sector.deals(),
        sector.activation(),
        end,
        plainWeight(sector),
        verified,
        sector.initialPledge(),
        settled ? Optional.empty() : sector.expectedDayReward(),
        settled ? Optional.empty() : sector.expectedStoragePledge(),
        call.now(),
        settled ? Optional.empty() : sector.replacedDayReward(),
        sector.sectorKey(),
        sector.flags(),
        dailyFee(sector, before, after));
  }

  /** A sector from before the daily fee starts to pay it now. */
  private TokenAmount dailyFee(Sector sector, BigInteger before, BigInteger after) {
    if (!call.runtime().rules().hasDailyFee()) {
      return sector.dailyFee();
    }
    return sector.dailyFee().isZero()
        ? Fees.daily(call.runtime().circulatingSupply(), after)
        : Fees.dailyAfter(sector.dailyFee(), before, after);
  }

  /** Unverified deals count for what is left of their time. */
  private BigInteger plainWeight(Sector sector) {
    return sector
        .dealWeight()
        .multiply(BigInteger.valueOf(sector.expiration().since(call.now()).epochs()))
        .divide(BigInteger.valueOf(lifeOf(sector).epochs()));
  }

  /** Verified data counts until the new end, if its claims allow and are all named. */
  private BigInteger verifiedWeight(Sector sector, Epoch end) throws Abort {
    if (sector.verifiedDealWeight().signum() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger held =
        sector.verifiedDealWeight().divide(BigInteger.valueOf(lifeOf(sector).epochs()));
    Space space = spaces.get(sector.number().number());
    if (space == null) {
      throw Refusal.ARGUMENT.because(
          "claim missing from declaration for sector %s with verified data", sector.number());
    }
    Refusal.ARGUMENT.unless(
        held.equals(BigInteger.valueOf(space.all)),
        "declared verified deal space in claims (%d) does not match that (%s) of sector %s",
        space.all,
        held,
        sector.number());
    EpochSpan left = sector.expiration().since(call.now());
    Refusal.FORBIDDEN.unless(
        space.all == space.kept || left.compareTo(CLAIMS_DROPPABLE) <= 0,
        "attempt to drop claims with %d epochs > end of life claim drop period %d remaining",
        left.epochs(),
        CLAIMS_DROPPABLE.epochs());
    return BigInteger.valueOf(space.kept)
        .multiply(BigInteger.valueOf(end.since(call.now()).epochs()));
  }

  private static EpochSpan lifeOf(Sector sector) {
    return sector.expiration().since(sector.powerBase());
  }
}
