package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.method.ActorCallsCbor.MINER_CONSTRUCTION;

import io.sealwright.devchain.actor.miner.funds.Security;
import io.sealwright.devchain.actor.miner.state.MinerDraft;
import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.ProvingOffset;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The birth of a miner: its identity, when its periods start, and the deposit it locks. */
final class MinerConstructor {
  private static final Epoch NEVER = new Epoch(-1);
  private static final long DEPOSIT_SHARE = 10;

  private MinerConstructor() {}

  static void construct(Runtime runtime, ByteString params) throws Abort, IOException {
    Refusal.FORBIDDEN.unless(
        runtime.caller() == Singletons.INIT, "miners are made by the init actor");
    ActorCalls.MinerConstruction given = MinerCall.decode(MINER_CONSTRUCTION, params);
    Addresses.requireControls(given.controls());
    Addresses.requireContact(given.peerId(), given.multiaddrs());
    SectorSize size = sectorSize(runtime, given.windowPostProof());
    TokenAmount deposit = deposit(runtime);
    Refusal.FUNDS.unless(
        runtime.balance().compareTo(deposit) >= 0,
        "not enough balance to lock for create miner deposit: sent balance %s < deposit %s",
        runtime.balance(),
        deposit);
    MinerIdentity identity = identity(runtime, given, size);
    Pace pace = Pace.of(runtime.rules());
    Window window = pace.at(runtime.epoch(), firstStart(runtime, pace));
    runtime.setHead(
        runtime
            .blocks()
            .write(MinerDraft.fresh(runtime.blocks(), identity, window), MinerCbor.STATE));
    MinerDraft draft = MinerDraft.of(runtime.blocks(), pace, runtime.head());
    draft.purse().lock(deposit, runtime.epoch(), draft.periodStart());
    runtime.setHead(draft.write());
  }

  private static Epoch firstStart(Runtime runtime, Pace pace) {
    long offset = ProvingOffset.of(new MinerId(runtime.receiver()), runtime.epoch());
    return new Epoch(offset % pace.period().epochs());
  }

  /** The pledge of a tenth of the power it takes to win blocks. */
  private static TokenAmount deposit(Runtime runtime) throws Abort, IOException {
    Security security = new Neighbours(runtime).security();
    return security.pledge(
        runtime.rules().minimumPower().divide(BigInteger.valueOf(DEPOSIT_SHARE)));
  }

  private static SectorSize sectorSize(Runtime runtime, long windowPost) throws Abort {
    return runtime.rules().sectorSizes().stream()
        .filter(size -> runtime.rules().windowPostProof(size) == windowPost)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.ARGUMENT.because(
                    "proof type %d not allowed for new miner actors", windowPost));
  }

  private static MinerIdentity identity(
      Runtime runtime, ActorCalls.MinerConstruction given, SectorSize size)
      throws Abort, IOException {
    Address owner = Addresses.resolve(runtime, "owner", given.owner());
    Address worker = Addresses.worker(runtime, given.worker());
    List<Address> controls = new ArrayList<>();
    for (Address control : given.controls()) {
      controls.add(Addresses.resolve(runtime, "control", control));
    }
    return new MinerIdentity(
        owner,
        worker,
        controls,
        Optional.empty(),
        given.peerId(),
        given.multiaddrs(),
        given.windowPostProof(),
        size.bytes(),
        runtime.rules().sectorsPerPartition(size),
        NEVER,
        Optional.empty(),
        owner,
        MinerIdentity.BeneficiaryTerm.NONE,
        Optional.empty());
  }
}
