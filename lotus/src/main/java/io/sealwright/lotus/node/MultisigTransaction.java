package io.sealwright.lotus.node;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.MethodNumber;
import java.util.List;

/** A transaction of a multisig wallet that lacks approvals. */
public record MultisigTransaction(
    long id,
    Address to,
    TokenAmount value,
    MethodNumber method,
    ByteString params,
    List<Address> approved) {
  public MultisigTransaction {
    approved = List.copyOf(approved);
  }
}
