package io.sealwright.lotus.node;

import io.sealwright.protocol.address.Address;
import java.util.Optional;

/** Which messages to list: at least one of both. */
public record MessageMatch(Optional<Address> to, Optional<Address> from) {}
