package io.sealwright.protocol;

/** A sector of a miner. */
public record SectorId(MinerId miner, SectorNumber number) {

  /** The name Lotus gives a sector's files and folders; {@code t} on every network. */
  public String fileName() {
    return "s-t0" + miner.id() + "-" + number;
  }

  @Override
  public String toString() {
    return miner + "/" + number;
  }
}
