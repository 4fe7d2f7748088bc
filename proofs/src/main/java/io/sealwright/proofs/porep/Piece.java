package io.sealwright.proofs.porep;

import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;

/** A piece of data by its size and commitment. */
public record Piece(PaddedSize size, CommP commP) {}
