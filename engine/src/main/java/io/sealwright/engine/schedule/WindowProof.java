package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorSize;

/**
 * The proof of a window that a host makes. No worker was given it, but it takes what a task of type
 * {@link TaskType#WDP} takes: a plan leaves that room.
 *
 * @param deadline of the proving period
 */
public record WindowProof(int deadline, SectorSize size) {}
