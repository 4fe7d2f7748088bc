package io.sealwright.lotus.cluster;

/** Unpadded bytes of a sector's data. */
public record Range(long offset, long size) {}
