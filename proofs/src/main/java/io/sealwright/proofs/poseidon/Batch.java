package io.sealwright.proofs.poseidon;

/** Scratch and code to hash some preimages at once. Belongs to one thread. */
interface Batch extends AutoCloseable {
  /** How many preimages are hashed by one {@link #run}. */
  int lanes();

  /**
   * Hashes one preimage in each lane.
   *
   * @param nodes canonical elements of four limbs: child c of lane l at limb {@code 4·(l·laneStride
   *     + c·childStride)}
   * @param digests receives the digest of lane l at limb 4·l
   */
  void run(long[] nodes, int laneStride, int childStride, long[] digests);

  /** Gives back memory that the collector does not. */
  @Override
  default void close() {}
}
