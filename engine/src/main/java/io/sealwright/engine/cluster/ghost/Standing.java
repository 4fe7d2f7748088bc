package io.sealwright.engine.cluster.ghost;

/** What the miner has of a job's sector. */
public sealed interface Standing {
  /** It knows no sector of the number, or has a blank record of it only. */
  record Absent() implements Standing {}

  /** The sector is in a state, by Lotus's name. */
  record In(String state) implements Standing {}
}
