package io.sealwright.engine.sending.miner;

/** Where a sector is proven, which is how the chain wants it named. */
public record SectorPlace(int deadline, long partition) implements Comparable<SectorPlace> {
  @Override
  public int compareTo(SectorPlace other) {
    int byDeadline = Integer.compare(deadline, other.deadline);
    return byDeadline != 0 ? byDeadline : Long.compare(partition, other.partition);
  }
}
