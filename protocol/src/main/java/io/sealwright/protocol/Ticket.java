package io.sealwright.protocol;

/** The seal randomness of a sector, drawn from the chain: 32 bytes that enter its replica id. */
public record Ticket(Bytes32 value) {}
