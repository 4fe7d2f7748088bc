package io.sealwright.devchain.mpool;

import io.sealwright.protocol.cid.Cid;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was looked at in a message.
 *
 * @param message the CID of the unsigned message
 * @param error empty if all is well
 * @param hint figures by name: a number, a text, or a map of such
 */
public record MessageCheck(
    Cid message, Code code, Optional<String> error, Map<String, Object> hint) {
  /** What is looked at, with the number Lotus gives it. */
  public enum Code {
    SERIALIZE,
    SIZE,
    VALIDITY,
    MIN_GAS,
    MIN_BASE_FEE,
    BASE_FEE,
    BASE_FEE_LOWER_BOUND,
    BASE_FEE_UPPER_BOUND,
    GET_STATE_NONCE,
    NONCE,
    GET_STATE_BALANCE,
    BALANCE;

    public int number() {
      return ordinal() + 1;
    }
  }

  public MessageCheck {
    hint = Map.copyOf(hint);
  }

  public boolean isOk() {
    return error.isEmpty();
  }
}
