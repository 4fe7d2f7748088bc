package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;

/** The state of the verified registry: who may grant datacap, what is allocated and claimed. */
public record VerifiedRegistryState(
    Address rootKey,
    Cid verifiers,
    Cid removalProposals,
    Cid allocations,
    long nextAllocation,
    Cid claims) {}
