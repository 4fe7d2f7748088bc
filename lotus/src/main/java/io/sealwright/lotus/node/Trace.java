package io.sealwright.lotus.node;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.MethodNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one call of an actor did, with the calls it made.
 *
 * @param charges of gas; absent where the node was told not to keep them
 * @param calls absent where there are none, and empty where the node says so
 */
public record Trace(
    Call call,
    Outcome outcome,
    Optional<InvokedActor> actor,
    Optional<List<Charge>> charges,
    Optional<List<Trace>> calls,
    Optional<List<String>> logs,
    Optional<List<Access>> accesses) {
  public Trace {
    charges = charges.map(List::copyOf);
    calls = calls.map(List::copyOf);
    logs = logs.map(List::copyOf);
    accesses = accesses.map(List::copyOf);
  }

  /** What was called, with what. */
  public record Call(
      Address from,
      Address to,
      TokenAmount value,
      MethodNumber method,
      ByteString params,
      long paramsCodec,
      long gasLimit,
      boolean readOnly) {}

  /** How the call ended. */
  public record Outcome(ExitCode exitCode, ByteString value, long codec) {}

  /** The actor called, as it was before. */
  public record InvokedActor(long id, Actor state) {}

  /** Gas charged for one step. */
  public record Charge(String name, long total, long compute, long storage, Duration took) {}

  /** A block read or written. */
  public record Access(Operation operation, Cid block, long size) {

    /** What was done with the block. */
    public enum Operation {
      GET,
      PUT
    }
  }
}
