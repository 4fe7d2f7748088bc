package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Promises of sectors that will be proven, each with a deposit. */
final class PreCommitting {
  private static final Set<SealFamily> FAMILIES = Set.of(SealFamily.V1_1, SealFamily.SYNTHETIC);

  private PreCommitting() {}

  static void preCommit(MinerCall call) throws Abort, IOException {
    List<SectorPreCommit> sectors = call.params(MethodCbor.PRE_COMMIT_SECTORS).sectors();
    Refusal.ARGUMENT.unless(!sectors.isEmpty(), "batch empty");
    Bitfield numbers = Bitfield.EMPTY;
    for (SectorPreCommit sector : sectors) {
      long number = sector.number().number();
      Refusal.ARGUMENT.unless(!numbers.contains(number), "duplicate sector number %d", number);
      Refusal.ARGUMENT.unless(number < Long.MAX_VALUE, "sector number %d out of range", number);
      numbers = numbers.union(Bitfield.of(number));
      requirePlausible(call, sector);
    }
    TokenAmount deposit = call.neighbours().security().deposit(call.draft().power().most());
    Purse purse = call.purse();
    TokenAmount available = purse.available(call.runtime().balance());
    TokenAmount fee = purse.repayAll(call.runtime().balance());
    call.requireController();
    call.requireNoBan("pre-commit");
    TokenAmount total = deposit.times(sectors.size());
    for (SectorPreCommit sector : sectors) {
      requireOwnKind(call, sector);
    }
    Refusal.FUNDS.unless(
        available.compareTo(total) >= 0,
        "insufficient funds %s for pre-commit deposit: %s",
        available,
        total);
    purse.addDeposit(total);
    call.draft().allocate(numbers, false);
    record(call, sectors, deposit);
    boolean startsCron = call.draft().startCron();
    call.save();
    call.neighbours().burn(fee);
    call.requireCovered();
    if (startsCron) {
      call.neighbours().enrol(call.draft().window(call.now()).last(), Neighbours.Cron.DEADLINE_END);
    }
  }

  private static void record(MinerCall call, List<SectorPreCommit> sectors, TokenAmount deposit)
      throws Abort, IOException {
    NavigableMap<Epoch, Bitfield> cleanUps = new TreeMap<>();
    NetworkRules rules = call.runtime().rules();
    Epoch end = call.now().plus(rules.proveCommitWindow()).plus(rules.preCommitCleanUpDelay());
    for (SectorPreCommit sector : sectors) {
      call.draft().preCommits().add(new PreCommit(sector, deposit, call.now()));
      cleanUps.merge(end, Bitfield.of(sector.number().number()), Bitfield::union);
    }
    call.draft().addCleanUps(cleanUps);
  }

  private static void requirePlausible(MinerCall call, SectorPreCommit sector) throws Abort {
    NetworkRules rules = call.runtime().rules();
    boolean allowed =
        SealProof.ofId(sector.sealProof())
            .filter(p -> FAMILIES.contains(p.family()) && rules.sectorSizes().contains(p.size()))
            .isPresent();
    Refusal.ARGUMENT.unless(allowed, "unsupported seal proof type %d", sector.sealProof());
    Refusal.ARGUMENT.unless(
        sector.randomness().isBefore(call.now()),
        "seal challenge epoch %s must be before now %s",
        sector.randomness(),
        call.now());
    Epoch earliest = call.now().minus(rules.ticketLifetime());
    Refusal.ARGUMENT.unless(
        !sector.randomness().isBefore(earliest),
        "seal challenge epoch %s too old, must be after %s",
        sector.randomness(),
        earliest);
    Refusal.ARGUMENT.unless(
        sector.deals().isEmpty(),
        "sector %d has deals; data is given when a sector is proven",
        sector.number().number());
    Epoch latestStart = call.now().plus(rules.proveCommitWindow());
    Expiry.require(call, latestStart, sector.expiration());
  }

  private static void requireOwnKind(MinerCall call, SectorPreCommit sector) throws Abort {
    SealProof proof = SealProof.ofId(sector.sealProof()).orElseThrow();
    long windowPost = call.runtime().rules().windowPostProof(proof.size());
    Refusal.ARGUMENT.unless(
        windowPost == call.identity().windowPostProof(),
        "sector Window PoSt proof type %d must match miner Window PoSt proof type %d"
            + " (seal proof type %d)",
        windowPost,
        call.identity().windowPostProof(),
        sector.sealProof());
  }
}
