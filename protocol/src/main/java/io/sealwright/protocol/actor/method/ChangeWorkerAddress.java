package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.address.Address;
import java.util.List;

/** Parameters of ChangeWorkerAddress: the worker to be, and all control addresses from now on. */
public record ChangeWorkerAddress(Address worker, List<Address> controls) {
  public ChangeWorkerAddress {
    controls = List.copyOf(controls);
  }
}
