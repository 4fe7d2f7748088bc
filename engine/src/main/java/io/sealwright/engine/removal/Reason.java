package io.sealwright.engine.removal;

/** Why something is decided, done or offered. */
public enum Reason {
  /** The chain could not be asked. */
  CHAIN_UNKNOWN,
  /** Neither miner nor chain knows the number; a command given it may hit sector 0. */
  NO_SUCH_SECTOR,
  /** A blank record of a number that never was a sector; commands on it hit sector 0. */
  BLANK_RECORD,
  /** Files lie there of a number that neither miner nor chain knows: perhaps a lost record's. */
  FILES_WITHOUT_RECORD,
  /** The miner says it is on chain and the chain does not know it: is it the right node? */
  CHAIN_CONTRADICTS_RECORD,
  /** No release has the state it is in. */
  STATE_UNKNOWN,

  /** Nothing was put on chain for it: removing it costs only the work done. */
  NOTHING_PROMISED,
  /** A command takes effect only after the job it waits for. */
  JOB_HOLDS_SECTOR,
  /** The result of the job will not come. */
  JOB_LOST,
  /** The job has no id yet by which it could be given up, or its result is being taken. */
  JOB_NOT_ABORTABLE,
  /** What failed may succeed when it is done again. */
  RETRY_MAY_SUCCEED,
  /** Its pre-commit may land at any moment, and with it the deposit. */
  PRE_COMMIT_MAY_LAND,
  /** A message about it is under way. */
  MESSAGE_IN_FLIGHT,

  /** Pre-committed: removed, it loses its deposit. */
  DEPOSIT_AT_STAKE,
  /** The time for its proof has passed; the chain will drop it and burn the deposit. */
  DEPOSIT_LOST,
  /** A sector that is only pre-committed cannot be terminated. */
  NOT_TERMINABLE,
  /** The chain has another commitment than the miner's record. */
  COMMITMENT_DIFFERS,
  /** What the miner does with it goes on. */
  UNDER_WAY,
  /** The miner gives it up, or has, for a reason that it tells of the sector. */
  LEFT_TO_OPERATOR,
  /** The failed step can be done again, from where what it needs is there. */
  STEP_CAN_BE_REPEATED,
  /** The miner repeats the step by itself once its storage works. */
  STORAGE_TO_REPAIR,
  /** The files can be made again in time. */
  RECOVERABLE,
  /** Making the files again would take longer than the chain waits. */
  RECOVERY_TOO_LATE,
  /** The miner is deleting files of a sector the chain expects proofs of. */
  REMOVAL_UNDER_WAY,

  /** Proven, and its files are whole. */
  HEALTHY,
  /** Faulty, but its files are whole: the miner declares it recovered. */
  FAULTY_BUT_WHOLE,
  /** The miner has no record of it, and the chain expects proofs. */
  RECORD_LOST,
  /** The chain tells enough of it for a record to be made, if its files are what they seem. */
  RECORD_TO_BE_MADE,
  /** A reorganisation could still undo what made it live, and no message is known that did. */
  ACTIVATION_NOT_FINAL,
  /** Deleted files lie whole in the trash of a path. */
  IN_TRASH,
  /** No path has them in its trash. */
  NOT_IN_TRASH,
  /** They lie whole on one path, which the record does not say. */
  FOUND_ELSEWHERE,
  /** They lie where the record says. */
  FOUND_AT_HOME,
  /** No path that was looked at has them all. */
  FOUND_NOWHERE,
  /** Nothing is missing that it is proven with. */
  NO_FAULT_SEEN,
  /** The miner tells the chain by itself. */
  MINER_DECLARES,
  /** The chain counts it as faulty already. */
  FAULT_KNOWN,
  /** Its record is closed, labelled as removed perhaps; yet its files are whole and are proven. */
  RECORD_CLOSED,
  /** Removed before it was terminated: the chain charges for it until it is told. */
  REMOVED_FIRST,
  /** Paths are not reachable on which its files may lie. */
  PATHS_UNREACHABLE,
  /** No path that is known has its files, and they may lie on one that is not. */
  PLACE_UNRECORDED,
  /** Its data is lost, and ending it is the dearer way: making it again costs less. */
  RECOVERY_CHEAPER,
  /** Its data is lost and ending it costs less than making it again. */
  TERMINATION_CHEAPER,
  /** Its data is lost and cannot be made again. */
  NOT_RECOVERABLE,
  /** The operator wants it ended. */
  WANTED,
  /** Its deadline is about to be proven, and its sectors cannot be ended until that is over. */
  DEADLINE_IMMUTABLE,

  /** A reorganisation could bring it back, and it may still be drawn for a block. */
  END_NOT_FINAL,
  /** It has ended for good. */
  END_FINAL,
  /** The miner deletes it by itself. */
  MINER_REMOVES,
  /** It has ended, and neither files nor a record that listens are left. */
  ALL_GONE
}
