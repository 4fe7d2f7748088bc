package io.sealwright.protocol.actor.method;

/**
 * Parameters of DisputeWindowedPoSt: which optimistically accepted proof is claimed to be wrong.
 */
public record DisputeWindowedPost(long deadline, long proof) {}
