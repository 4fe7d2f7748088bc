package io.sealwright.engine.serving;

import io.sealwright.lotus.serving.LogLevels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What the server says of its process, and what it may do with it.
 *
 * @param version of the program
 * @param network by the word in the versions of its builds: {@code mainnet}; clients take the
 *     letter of its addresses from that
 * @param blockTime of the network
 * @param session stays the same while the process lives
 * @param shutdown asks the process to end; returns at once
 */
public record ServedProcess(
    String version,
    String network,
    Duration blockTime,
    UUID session,
    InstantSource clock,
    LogLevels logs,
    Runnable shutdown) {}
