package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.next.Request;
import io.sealwright.protocol.actor.method.MinerMethod;
import java.util.Arrays;
import java.util.Optional;

/** What a miner's message is for. */
public enum MessagePurpose {
  PRE_COMMIT(MinerMethod.PRE_COMMIT_SECTOR_BATCH_2, "precommit"),
  PROVE_COMMIT(MinerMethod.PROVE_COMMIT_SECTORS_3, "commit"),
  DECLARE_FAULT(MinerMethod.DECLARE_FAULTS, "post"),
  DECLARE_RECOVERY(MinerMethod.DECLARE_FAULTS_RECOVERED, "post"),
  TERMINATE(MinerMethod.TERMINATE_SECTORS, "terminate"),
  WINDOW_POST(MinerMethod.SUBMIT_WINDOWED_POST, "post");

  private final MinerMethod method;
  private final String use;

  MessagePurpose(MinerMethod method, String use) {
    this.method = method;
    this.use = use;
  }

  public static MessagePurpose of(Request.Purpose purpose) {
    return switch (purpose) {
      case PRE_COMMIT -> PRE_COMMIT;
      case PROVE_COMMIT -> PROVE_COMMIT;
      case DECLARE_FAULT -> DECLARE_FAULT;
      case DECLARE_RECOVERY -> DECLARE_RECOVERY;
      case TERMINATE -> TERMINATE;
    };
  }

  public MinerMethod method() {
    return method;
  }

  /** Lotus's name for the use of an address that sends such messages. */
  String use() {
    return use;
  }

  /** What it does for a sector, if it is about single sectors. */
  public Optional<Request.Purpose> request() {
    return Arrays.stream(Request.Purpose.values())
        .filter(purpose -> of(purpose) == this)
        .findFirst();
  }
}
