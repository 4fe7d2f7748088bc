package io.sealwright.devchain.mpool;

import io.sealwright.protocol.cid.Cid;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was looked at in a message.
 *
 * @param message the CID of the unsigned message
 * @param error what speaks against it, or is to be borne in mind if it is ok all the same
 * @param hint figures by name: a number, a text, or a map of such; empty for none
 */
public record MessageCheck(
    Cid message, Code code, boolean isOk, Optional<String> error, Map<String, Object> hint) {
  /** What is looked at, with the number Lotus gives it. */
  public enum Code {
    SERIALIZE(1),
    SIZE(2),
    VALIDITY(3),
    MIN_GAS(4),
    MIN_BASE_FEE(5),
    BASE_FEE(6),
    BASE_FEE_LOWER_BOUND(7),
    BASE_FEE_UPPER_BOUND(8),
    GET_STATE_NONCE(9),
    NONCE(10),
    GET_STATE_BALANCE(11),
    BALANCE(12);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  public MessageCheck {
    hint = Map.copyOf(hint);
  }
}
