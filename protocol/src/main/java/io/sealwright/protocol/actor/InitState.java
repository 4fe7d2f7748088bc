package io.sealwright.protocol.actor;

import io.sealwright.protocol.cid.Cid;

/** The state of the init actor: a HAMT of actor numbers by address, and the network's name. */
public record InitState(Cid addresses, long nextActor, String networkName) {}
