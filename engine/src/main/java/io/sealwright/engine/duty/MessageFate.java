package io.sealwright.engine.duty;

import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;

/** How a message ended that the chain carried out in an epoch. */
public record MessageFate(ExitCode exit, Epoch at) {}
