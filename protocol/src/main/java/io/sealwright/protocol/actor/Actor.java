package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;

/**
 * An actor's entry in the state tree.
 *
 * @param code which kind of actor
 * @param head the block of its state
 * @param nonce messages sent so far, 64 bits without sign
 * @param delegated its address below a namespace, where it has one
 */
public record Actor(
    Cid code, Cid head, long nonce, TokenAmount balance, Optional<Address> delegated) {}
