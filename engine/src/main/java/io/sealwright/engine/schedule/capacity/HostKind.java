package io.sealwright.engine.schedule.capacity;

import io.sealwright.engine.schedule.Slots;

/** Hosts that are alike, and the slots each of them has. */
public record HostKind(String name, int hosts, Slots slots) {
  public HostKind {
    if (hosts < 0) {
      throw new IllegalArgumentException(hosts + " hosts");
    }
  }
}
