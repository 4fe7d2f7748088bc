package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.method.MinerMethod.APPLY_REWARDS;
import static io.sealwright.protocol.actor.method.MinerMethod.CHANGE_BENEFICIARY;
import static io.sealwright.protocol.actor.method.MinerMethod.CHANGE_MULTIADDRS;
import static io.sealwright.protocol.actor.method.MinerMethod.CHANGE_OWNER_ADDRESS;
import static io.sealwright.protocol.actor.method.MinerMethod.CHANGE_PEER_ID;
import static io.sealwright.protocol.actor.method.MinerMethod.CHANGE_WORKER_ADDRESS;
import static io.sealwright.protocol.actor.method.MinerMethod.CHECK_SECTOR_PROVEN;
import static io.sealwright.protocol.actor.method.MinerMethod.COMPACT_PARTITIONS;
import static io.sealwright.protocol.actor.method.MinerMethod.COMPACT_SECTOR_NUMBERS;
import static io.sealwright.protocol.actor.method.MinerMethod.CONFIRM_CHANGE_WORKER_ADDRESS;
import static io.sealwright.protocol.actor.method.MinerMethod.CONSTRUCTOR;
import static io.sealwright.protocol.actor.method.MinerMethod.CONTROL_ADDRESSES;
import static io.sealwright.protocol.actor.method.MinerMethod.DECLARE_FAULTS;
import static io.sealwright.protocol.actor.method.MinerMethod.DECLARE_FAULTS_RECOVERED;
import static io.sealwright.protocol.actor.method.MinerMethod.DISPUTE_WINDOWED_POST;
import static io.sealwright.protocol.actor.method.MinerMethod.EXTEND_SECTOR_EXPIRATION_2;
import static io.sealwright.protocol.actor.method.MinerMethod.GET_BENEFICIARY;
import static io.sealwright.protocol.actor.method.MinerMethod.ON_DEFERRED_CRON_EVENT;
import static io.sealwright.protocol.actor.method.MinerMethod.PRESEAL;
import static io.sealwright.protocol.actor.method.MinerMethod.PRE_COMMIT_SECTOR_BATCH_2;
import static io.sealwright.protocol.actor.method.MinerMethod.PROVE_COMMIT_SECTORS_3;
import static io.sealwright.protocol.actor.method.MinerMethod.PROVE_COMMIT_SECTORS_NI;
import static io.sealwright.protocol.actor.method.MinerMethod.PROVE_REPLICA_UPDATES_3;
import static io.sealwright.protocol.actor.method.MinerMethod.REPAY_DEBT;
import static io.sealwright.protocol.actor.method.MinerMethod.REPORT_CONSENSUS_FAULT;
import static io.sealwright.protocol.actor.method.MinerMethod.SUBMIT_WINDOWED_POST;
import static io.sealwright.protocol.actor.method.MinerMethod.TERMINATE_SECTORS;
import static io.sealwright.protocol.actor.method.MinerMethod.WITHDRAW_BALANCE;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The code of miners. Methods that today's actors no longer have, such as PreCommitSector (6) or
 * ProveCommitAggregate (26), are unhandled.
 */
public final class MinerActor implements ActorCode {
  private final Map<MethodNumber, Method> methods = new HashMap<>();

  /** Carries out one method. */
  @FunctionalInterface
  interface Method {
    /** The result as CBOR, empty for none. */
    ByteString call(MinerCall call) throws Abort, IOException;
  }

  /** A method without a result. */
  @FunctionalInterface
  interface Command {
    void call(MinerCall call) throws Abort, IOException;
  }

  public MinerActor(ProofChecker proofs) {
    identity();
    sectors(proofs);
    lives();
    proving(proofs);
    money();
    Questions.all().forEach(methods::put);
  }

  @Override
  public ByteString invoke(Runtime runtime, MethodNumber method, ByteString params)
      throws Abort, IOException {
    if (method.equals(CONSTRUCTOR.number())) {
      MinerConstructor.construct(runtime, params);
      return ByteString.EMPTY;
    }
    Method found = methods.get(method);
    if (found == null) {
      throw Refusal.UNHANDLED_METHOD.because("a miner has no method %s", method);
    }
    return found.call(new MinerCall(runtime, params));
  }

  private void identity() {
    answer(CONTROL_ADDRESSES, IdentityMethods::controlAddresses);
    answer(GET_BENEFICIARY, Beneficiaries::get);
    exported(CHANGE_WORKER_ADDRESS, 3302309124L, IdentityMethods::changeWorker);
    exported(CONFIRM_CHANGE_WORKER_ADDRESS, 2354970453L, IdentityMethods::confirmWorker);
    exported(CHANGE_PEER_ID, 1236548004L, IdentityMethods::changePeerId);
    exported(CHANGE_MULTIADDRS, 1063480576L, IdentityMethods::changeMultiaddrs);
    exported(CHANGE_OWNER_ADDRESS, 1010589339L, IdentityMethods::changeOwner);
    exported(CHANGE_BENEFICIARY, 1570634796L, Beneficiaries::change);
  }

  private void sectors(ProofChecker proofs) {
    Onboarding onboarding = new Onboarding(proofs);
    command(PRE_COMMIT_SECTOR_BATCH_2, PreCommitting::preCommit);
    answer(PROVE_COMMIT_SECTORS_3, onboarding::prove);
    command(PRESEAL, Activation::preseal);
    refused(PROVE_COMMIT_SECTORS_NI, "sectors are not activated without interaction");
    refused(PROVE_REPLICA_UPDATES_3, "sectors are not upgraded");
    command(CHECK_SECTOR_PROVEN, SectorLives::checkProven);
  }

  private void lives() {
    answer(TERMINATE_SECTORS, Terminating::terminate);
    command(EXTEND_SECTOR_EXPIRATION_2, Extending::extend);
    command(COMPACT_PARTITIONS, SectorLives::compactPartitions);
    command(COMPACT_SECTOR_NUMBERS, SectorLives::compactNumbers);
  }

  private void proving(ProofChecker proofs) {
    WindowProving windows = new WindowProving(proofs);
    command(SUBMIT_WINDOWED_POST, windows::submit);
    command(DISPUTE_WINDOWED_POST, windows::dispute);
    command(DECLARE_FAULTS, Declarations::faults);
    command(DECLARE_FAULTS_RECOVERED, Declarations::recoveries);
    command(ON_DEFERRED_CRON_EVENT, CronEvents::handle);
    refused(REPORT_CONSENSUS_FAULT, "consensus faults are not punished");
  }

  private void money() {
    exportedAnswer(WITHDRAW_BALANCE, 2280458852L, Money::withdraw);
    exported(REPAY_DEBT, 3665352697L, Money::repay);
    command(APPLY_REWARDS, Money::applyRewards);
  }

  private void answer(MinerMethod method, Method code) {
    methods.put(method.number(), code);
  }

  private void command(MinerMethod method, Command code) {
    answer(method, resultless(code));
  }

  private void exported(MinerMethod method, long number, Command code) {
    exportedAnswer(method, number, resultless(code));
  }

  /** A method that contracts call by the hash of its name (FRC-0042). */
  private void exportedAnswer(MinerMethod method, long number, Method code) {
    answer(method, code);
    methods.put(new MethodNumber(number), code);
  }

  private void refused(MinerMethod method, String reason) {
    answer(
        method,
        _ -> {
          throw Refusal.ARGUMENT.because("%s on this chain", reason);
        });
  }

  private static Method resultless(Command code) {
    return call -> {
      code.call(call);
      return ByteString.EMPTY;
    };
  }
}
