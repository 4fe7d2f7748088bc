package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.ChangeMultiaddrs;
import io.sealwright.protocol.actor.method.ChangePeerId;
import io.sealwright.protocol.actor.method.ChangeWorkerAddress;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who owns a miner, who works for it, and how it is reached. */
public final class IdentityMethods {
  private static final CborCodec<Controllers> CONTROLLERS =
      CborTuple.of(Controllers.class, ADDRESS, ADDRESS, ADDRESS.list(MAX_ITEMS));

  private IdentityMethods() {}

  /** The result of ControlAddresses. */
  public record Controllers(Address owner, Address worker, List<Address> controls) {}

  static ByteString controlAddresses(MinerCall call) {
    MinerIdentity identity = call.identity();
    return Neighbours.encode(
        CONTROLLERS,
        new Controllers(identity.owner(), identity.worker(), identity.controls()));
  }

  /** Sets the control addresses at once; another worker takes effect later, once confirmed. */
  static void changeWorker(MinerCall call) throws Abort, IOException {
    ChangeWorkerAddress params = call.params(MethodCbor.CHANGE_WORKER_ADDRESS);
    Addresses.requireControls(params.controls());
    Address worker = Addresses.worker(call.runtime(), params.worker());
    List<Address> controls = new ArrayList<>();
    for (Address control : params.controls()) {
      controls.add(Addresses.resolve(call.runtime(), "control", control));
    }
    MinerIdentity identity = call.identity();
    call.requireCaller(identity.owner());
    Optional<MinerIdentity.WorkerChange> change = identity.workerChange();
    if (change.isEmpty() && !worker.equals(identity.worker())) {
      change =
          Optional.of(
              new MinerIdentity.WorkerChange(
                  worker, call.now().plus(call.runtime().rules().workerKeyDelay())));
    }
    call.draft().setIdentity(identity.withKeys(identity.worker(), controls, change));
    call.save();
  }

  static void confirmWorker(MinerCall call) throws Abort, IOException {
    call.requireCaller(call.identity().owner());
    applyWorkerChange(call);
    call.save();
  }

  /** Puts the announced worker in place if its time has come. */
  static void applyWorkerChange(MinerCall call) {
    MinerIdentity identity = call.identity();
    identity
        .workerChange()
        .filter(change -> !call.now().isBefore(change.effective()))
        .ifPresent(
            change ->
                call.draft()
                    .setIdentity(
                        identity.withKeys(
                            change.worker(), identity.controls(), Optional.empty())));
  }

  static void changePeerId(MinerCall call) throws Abort, IOException {
    ChangePeerId params = call.params(MethodCbor.CHANGE_PEER_ID);
    Addresses.requireContact(params.peerId(), List.of());
    call.requireController();
    MinerIdentity identity = call.identity();
    call.draft().setIdentity(identity.withContact(params.peerId(), identity.multiaddrs()));
    call.save();
  }

  static void changeMultiaddrs(MinerCall call) throws Abort, IOException {
    ChangeMultiaddrs params = call.params(MethodCbor.CHANGE_MULTIADDRS);
    Addresses.requireContact(ByteString.EMPTY, params.multiaddrs());
    call.requireController();
    MinerIdentity identity = call.identity();
    call.draft().setIdentity(identity.withContact(identity.peerId(), params.multiaddrs()));
    call.save();
  }

  /** Proposed by the owner, confirmed by the one who is to be it. */
  static void changeOwner(MinerCall call) throws Abort, IOException {
    Address given = call.params(ADDRESS);
    Refusal.ARGUMENT.unless(
        given.kind() == AddressKind.ID, "owner address must be an ID address");
    MinerIdentity identity = call.identity();
    MinerIdentity changed =
        identity.pendingOwner().isEmpty() || call.caller().equals(identity.owner())
            ? propose(call, given)
            : confirm(call, given, identity.pendingOwner().get());
    boolean settled = changed.pendingOwner().filter(changed.owner()::equals).isPresent();
    call.draft()
        .setIdentity(settled ? changed.withOwner(changed.owner(), Optional.empty()) : changed);
    call.save();
  }

  private static MinerIdentity propose(MinerCall call, Address given) throws Abort {
    MinerIdentity identity = call.identity();
    call.requireCaller(identity.owner());
    return identity.withOwner(identity.owner(), Optional.of(given));
  }

  private static MinerIdentity confirm(MinerCall call, Address given, Address pending)
      throws Abort {
    call.requireCaller(pending);
    Refusal.ARGUMENT.unless(
        given.equals(pending), "expected confirmation of %s got %s", pending, given);
    MinerIdentity identity = call.identity();
    Address beneficiary =
        identity.beneficiary().equals(identity.owner()) ? pending : identity.beneficiary();
    return identity
        .withBeneficiary(beneficiary, identity.term(), Optional.empty())
        .withOwner(pending, Optional.of(pending));
  }
}
