package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;

/** The state of an account: the address of its key. */
public record AccountState(Address key) {}
