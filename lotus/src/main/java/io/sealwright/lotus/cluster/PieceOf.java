package io.sealwright.lotus.cluster;

import io.sealwright.protocol.CommP;
import java.util.Optional;

/**
 * A piece by its padded size and commitment.
 *
 * @param size 0 where a worker failed to make one
 * @param commitment absent in the same case
 */
public record PieceOf(long size, Optional<CommP> commitment) {}
