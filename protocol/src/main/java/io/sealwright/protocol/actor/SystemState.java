package io.sealwright.protocol.actor;

import io.sealwright.protocol.cid.Cid;

/** The state of the system actor: the list of the built-in actors' codes. */
public record SystemState(Cid builtinActors) {}
