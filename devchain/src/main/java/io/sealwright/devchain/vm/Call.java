package io.sealwright.devchain.vm;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.MethodNumber;
import java.util.List;

/**
 * One call that was made while a message was carried out, with those it made in turn.
 *
 * @param from the caller's number
 * @param to as the caller named it
 * @param receiver the number of the actor that was called, −1 if there was none
 * @param gasLimit what was left when it began
 */
public record Call(
    long from,
    Address to,
    long receiver,
    TokenAmount value,
    MethodNumber method,
    ByteString params,
    long gasLimit,
    ExitCode exitCode,
    ByteString returned,
    List<Call> calls) {
  public Call {
    calls = List.copyOf(calls);
  }
}
