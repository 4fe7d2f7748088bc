package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/**
 * The state of a multisig.
 *
 * @param approvals how many signers must agree
 * @param initialBalance of which a part is locked until it has vested
 * @param pending HAMT of proposed transactions by number
 */
public record MultisigState(
    List<Address> signers,
    long approvals,
    long nextTransaction,
    TokenAmount initialBalance,
    Epoch start,
    long unlockEpochs,
    Cid pending) {
  public MultisigState {
    signers = List.copyOf(signers);
  }
}
