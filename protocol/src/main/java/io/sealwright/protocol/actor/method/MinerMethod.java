package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.message.MethodNumber;
import java.util.Arrays;
import java.util.Optional;

/** The methods of a miner actor that are in use at network version 28. */
public enum MinerMethod {
  CONSTRUCTOR(1),
  CONTROL_ADDRESSES(2),
  CHANGE_WORKER_ADDRESS(3),
  CHANGE_PEER_ID(4),
  SUBMIT_WINDOWED_POST(5),
  TERMINATE_SECTORS(9),
  DECLARE_FAULTS(10),
  DECLARE_FAULTS_RECOVERED(11),
  ON_DEFERRED_CRON_EVENT(12),
  CHECK_SECTOR_PROVEN(13),
  APPLY_REWARDS(14),
  REPORT_CONSENSUS_FAULT(15),
  WITHDRAW_BALANCE(16),
  PRESEAL(17),
  CHANGE_MULTIADDRS(18),
  COMPACT_PARTITIONS(19),
  COMPACT_SECTOR_NUMBERS(20),
  CONFIRM_CHANGE_WORKER_ADDRESS(21),
  REPAY_DEBT(22),
  CHANGE_OWNER_ADDRESS(23),
  DISPUTE_WINDOWED_POST(24),
  PRE_COMMIT_SECTOR_BATCH_2(28),
  CHANGE_BENEFICIARY(30),
  GET_BENEFICIARY(31),
  EXTEND_SECTOR_EXPIRATION_2(32),
  PROVE_COMMIT_SECTORS_3(34),
  PROVE_REPLICA_UPDATES_3(35),
  PROVE_COMMIT_SECTORS_NI(36);

  private final MethodNumber number;

  MinerMethod(long number) {
    this.number = new MethodNumber(number);
  }

  public MethodNumber number() {
    return number;
  }

  public static Optional<MinerMethod> of(MethodNumber number) {
    return Arrays.stream(values()).filter(method -> method.number.equals(number)).findFirst();
  }
}
