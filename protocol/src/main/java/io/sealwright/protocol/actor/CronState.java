package io.sealwright.protocol.actor;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.message.MethodNumber;
import java.util.List;

/** The state of the cron actor: whom it calls at the end of each epoch. */
public record CronState(List<Entry> entries) {
  public CronState {
    entries = List.copyOf(entries);
  }

  /** One call. */
  public record Entry(Address receiver, MethodNumber method) {}
}
