package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.method.ChangeBeneficiary;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerIdentity.BeneficiaryChange;
import io.sealwright.protocol.actor.miner.MinerIdentity.BeneficiaryTerm;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.Optional;

/** Who may draw what a miner earns (FIP-0029). */
public final class Beneficiaries {
  private static final CborCodec<Beneficiary> BENEFICIARY =
      CborTuple.of(
          Beneficiary.class,
          CborTuple.of(
              Active.class,
              ADDRESS,
              CborTuple.of(BeneficiaryTerm.class, AMOUNT, AMOUNT, EPOCH)),
          CborTuple.of(BeneficiaryChange.class, ADDRESS, AMOUNT, EPOCH, BOOL, BOOL).orNull());

  private Beneficiaries() {}

  /** The result of GetBeneficiary. */
  public record Beneficiary(Active active, Optional<BeneficiaryChange> proposed) {}

  /** The beneficiary now. */
  public record Active(Address beneficiary, BeneficiaryTerm term) {}

  static ByteString get(MinerCall call) {
    MinerIdentity identity = call.identity();
    return Neighbours.encode(
        BENEFICIARY,
        new Beneficiary(
            new Active(identity.beneficiary(), identity.term()), identity.beneficiaryChange()));
  }

  /** Proposed by the owner; approved by whoever is meant and whoever still has a quota. */
  static void change(MinerCall call) throws Abort, IOException {
    ChangeBeneficiary params = call.params(MethodCbor.CHANGE_BENEFICIARY);
    Address nominee =
        Addresses.resolve(call.runtime(), "beneficiary", params.beneficiary());
    MinerIdentity identity = call.identity();
    BeneficiaryChange proposal =
        call.caller().equals(identity.owner())
            ? propose(call, nominee, params)
            : matching(call, nominee, params);
    settle(call, approved(call, proposal));
    call.save();
  }

  private static BeneficiaryChange propose(
      MinerCall call, Address nominee, ChangeBeneficiary params) throws Abort {
    MinerIdentity identity = call.identity();
    if (nominee.equals(identity.owner())) {
      Refusal.ARGUMENT.unless(
          params.quota().isZero(), "owner beneficial quota %s must be zero", params.quota());
      Refusal.ARGUMENT.unless(
          params.expiration().equals(Epoch.GENESIS),
          "owner beneficial expiration %s must be zero",
          params.expiration());
    } else {
      Refusal.ARGUMENT.unless(
          params.quota().sign() > 0,
          "beneficial quota %s must be bigger than zero",
          params.quota());
    }
    boolean idle = identity.term().available(call.now()).isZero();
    return new BeneficiaryChange(nominee, params.quota(), params.expiration(), idle, false);
  }

  private static BeneficiaryChange matching(
      MinerCall call, Address nominee, ChangeBeneficiary params) throws Abort {
    BeneficiaryChange proposal =
        call.identity()
            .beneficiaryChange()
            .orElseThrow(
                () -> Refusal.FORBIDDEN.because("no change of the beneficiary is proposed"));
    boolean party =
        call.caller().equals(call.identity().beneficiary())
            || call.caller().equals(proposal.beneficiary());
    Refusal.FORBIDDEN.unless(
        party,
        "caller %s is neither the proposed beneficiary %s nor the current one %s",
        call.caller(),
        proposal.beneficiary(),
        call.identity().beneficiary());
    Refusal.ARGUMENT.unless(
        nominee.equals(proposal.beneficiary())
            && params.quota().equals(proposal.quota())
            && params.expiration().equals(proposal.expiration()),
        "the proposal is %s with quota %s until %s",
        proposal.beneficiary(),
        proposal.quota(),
        proposal.expiration());
    return proposal;
  }

  private static BeneficiaryChange approved(MinerCall call, BeneficiaryChange proposal) {
    Address caller = call.caller();
    return new BeneficiaryChange(
        proposal.beneficiary(),
        proposal.quota(),
        proposal.expiration(),
        proposal.approvedByBeneficiary() || caller.equals(call.identity().beneficiary()),
        proposal.approvedByNominee() || caller.equals(proposal.beneficiary()));
  }

  private static void settle(MinerCall call, BeneficiaryChange change) {
    MinerIdentity identity = call.identity();
    if (!change.approvedByBeneficiary() || !change.approvedByNominee()) {
      call.draft()
          .setIdentity(
              identity.withBeneficiary(
                  identity.beneficiary(), identity.term(), Optional.of(change)));
      return;
    }
    boolean same = change.beneficiary().equals(identity.beneficiary());
    BeneficiaryTerm term =
        new BeneficiaryTerm(
            change.quota(),
            same ? identity.term().used() : BeneficiaryTerm.NONE.used(),
            change.expiration());
    call.draft()
        .setIdentity(
            identity.withBeneficiary(change.beneficiary(), term, Optional.empty()));
  }
}
