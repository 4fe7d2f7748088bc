package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Sent;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** A message a sector needs on the chain. Several sectors' requests may be put into one message. */
public sealed interface Request {

  /** What a message does for a sector. */
  enum Purpose {
    PRE_COMMIT,
    PROVE_COMMIT,
    DECLARE_FAULT,
    DECLARE_RECOVERY,
    TERMINATE
  }

  /**
   * The promise.
   *
   * @param expiration until when the sector is promised
   */
  record PreCommit(Evidence.Replicated replica, Epoch expiration) implements Request {}

  record ProveCommit(Evidence.Proven proven) implements Request {}

  record DeclareFault(Evidence.Live sector) implements Request {}

  record DeclareRecovery(Evidence.Live sector) implements Request {}

  record Terminate(Evidence.OnChain sector) implements Request {}

  /** What is known of the sector. */
  default Evidence known() {
    return switch (this) {
      case PreCommit r -> r.replica;
      case ProveCommit r -> r.proven;
      case DeclareFault r -> r.sector;
      case DeclareRecovery r -> r.sector;
      case Terminate r -> r.sector;
    };
  }

  default Purpose purpose() {
    return switch (this) {
      case PreCommit _ -> Purpose.PRE_COMMIT;
      case ProveCommit _ -> Purpose.PROVE_COMMIT;
      case DeclareFault _ -> Purpose.DECLARE_FAULT;
      case DeclareRecovery _ -> Purpose.DECLARE_RECOVERY;
      case Terminate _ -> Purpose.TERMINATE;
    };
  }

  /** Whether it is sent by who proves windows, before the sector's next one. */
  default boolean isOfDuty() {
    return switch (this) {
      case DeclareFault _, DeclareRecovery _ -> true;
      case PreCommit _, ProveCommit _, Terminate _ -> false;
    };
  }

  /** The event that the message was sent. */
  default SectorEvent whenSent(Sent sent) {
    return switch (this) {
      case PreCommit _ -> new SectorEvent.PreCommitSent(sent);
      case ProveCommit _ -> new SectorEvent.CommitSent(sent);
      case DeclareFault _ -> new SectorEvent.FaultReported(Optional.of(sent));
      case DeclareRecovery _ -> new SectorEvent.RecoveryDeclared(Optional.of(sent));
      case Terminate _ -> new SectorEvent.TerminateSent(sent);
    };
  }
}
