package io.sealwright.proofs.porep;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import java.util.List;

/**
 * What phase 1 leaves: the layers of a replica and the tree over its data, in a cache folder.
 *
 * @param digests SHA-256 of each layer's file
 * @param notes what an operator should know: layers that were damaged, a host that miscomputes
 */
public record Labels(
    PorepConfig config,
    Bytes32 replicaId,
    CommD commD,
    CacheFolder cache,
    List<Bytes32> digests,
    List<LabelNote> notes) {}
