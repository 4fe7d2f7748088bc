package io.sealwright.devchain.store;

import io.sealwright.protocol.ipld.BlockStore;

/** The blocks of a chain, as whoever changes its state sees them. */
public interface Blocks extends BlockStore {}
