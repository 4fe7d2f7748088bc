package io.sealwright.lotus.cluster;

import io.sealwright.protocol.SectorNumber;

/** Where in a sector a piece lies: a padded offset and an unpadded size. */
public record SealedRef(SectorNumber sector, long offset, long size) {}
