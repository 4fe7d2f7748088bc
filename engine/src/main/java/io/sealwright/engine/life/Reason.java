package io.sealwright.engine.life;

/** Why a sector is treated as it is. Operators read these in their own language. */
public enum Reason {
  /** The next step of its way. */
  NEXT_STEP,
  /** The chain shows what the state waited for. */
  SEEN_ON_CHAIN,
  /** The chain could not be asked. */
  CHAIN_UNKNOWN,
  /** It is not known whether the miner can pay. */
  FUNDS_UNKNOWN,
  /** The miner cannot pay what the message locks. */
  FUNDS_MISSING,
  /** A message is under way and may still land. */
  MESSAGE_UNDER_WAY,
  /** It landed so lately that a reorganisation may undo it. */
  LANDED_LATELY,
  /** A reorganisation undid it, and its message may land again. */
  UNDONE_FOR_NOW,
  /** The randomness of a later epoch is needed. */
  SEED_TO_COME,
  /** The step failed; it is tried again after a pause. */
  TRY_AGAIN,
  /** A pause after a failure. */
  PAUSE,
  /** Its files are fine, and the chain wants it proven once a period. */
  ON_DUTY,
  /** No fault or recovery is taken for its deadline just now, nor an end. */
  DEADLINE_CLOSED,
  /** The randomness is too old to pre-commit with. */
  TICKET_TOO_OLD,
  /** The pre-commit on the chain names the randomness of another epoch. */
  TICKET_OF_PRE_COMMIT,
  /** The pieces are gone or damaged: they are written again. */
  PIECES_LOST,
  /** The layers are gone or damaged: P1 makes the same ones again. */
  LAYERS_LOST,
  /** The replica is gone or damaged: the same one is made again. */
  REPLICA_LOST,
  /** The openings are gone or wrong: C1 makes them again. */
  OPENINGS_LOST,
  /** The proof does not verify: it is made again from the openings on. */
  PROOF_WRONG,
  /** The chain has another seed now. */
  SEED_CHANGED,
  /** The chain refused the message. */
  MESSAGE_REFUSED,
  /** The message cannot land any more. */
  MESSAGE_LOST,
  /** The message had too little gas. */
  OUT_OF_GAS,
  /** A reorganisation took the pre-commit away. */
  PRE_COMMIT_GONE,
  /** It was not proven in time: its deposit is lost. */
  DEPOSIT_LOST,
  /** It failed again and again, and nothing of it is on the chain. */
  FAILS_AGAIN_AND_AGAIN,
  /** The chain refused it again and again, and each message costs. */
  REFUSED_AGAIN_AND_AGAIN,
  /** The chain refuses it for what it is, and would each time. */
  REFUSED_FOR_GOOD,
  /** Its number is used up on the chain, by something that is not this sector. */
  NUMBER_TAKEN,
  /** The chain has another replica under its number. */
  OTHER_REPLICA,
  /** The chain has forgotten a sector it had, deeper than a reorganisation reaches. */
  FORGOTTEN_BY_CHAIN,
  /** The chain has ended it already. */
  ENDED_ON_CHAIN,
  /** It has only a pre-commit: there is nothing to end. */
  NOTHING_TO_TERMINATE,
  /** Its files cannot be read. */
  FILES_UNREADABLE,
  /** Nobody could look at its files. */
  FILES_UNKNOWN,
  /** Its files are gone: they are made again from what the chain knows. */
  FILES_LOST,
  /** Its files are gone or damaged, and how to make them again is not known. */
  NOT_REMAKEABLE,
  /** Its files can be read again. */
  FILES_BACK,
  /** The window passed without a proof of it. */
  NOT_PROVEN_IN_WINDOW,
  /** It lived as long as promised. */
  LIFE_OVER,
  /** It was ended on the chain for good. */
  TERMINATED,
  /** An operator wants it so. */
  OPERATOR
}
