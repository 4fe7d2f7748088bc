package io.sealwright.lotus.cluster;

import io.sealwright.protocol.address.Address;
import java.util.List;

/** Which addresses a miner sends what from. */
public record AddressRoles(
    List<Address> preCommit,
    List<Address> commit,
    List<Address> terminate,
    List<Address> dealPublish,
    boolean noOwnerFallback,
    boolean noWorkerFallback) {
  public AddressRoles {
    preCommit = List.copyOf(preCommit);
    commit = List.copyOf(commit);
    terminate = List.copyOf(terminate);
    dealPublish = List.copyOf(dealPublish);
  }
}
