package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorId;

/**
 * Files of a sector on some path.
 *
 * @param types the sum of the bits of {@link FileType}
 */
public record DeclaredFiles(SectorId sector, long types) {}
