package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.bitfield.Bitfield;

/** Parameters of CompactPartitions: partitions of a deadline to be rid of terminated sectors. */
public record CompactPartitions(long deadline, Bitfield partitions) {}
