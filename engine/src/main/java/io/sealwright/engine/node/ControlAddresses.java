package io.sealwright.engine.node;

import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may act for a miner. */
public final class ControlAddresses {
  private static final AddressRoles NO_ROLES =
      new AddressRoles(List.of(), List.of(), List.of(), List.of(), false, false);

  private final FullNode node;

  public ControlAddresses(FullNode node) {
    this.node = node;
  }

  /**
   * One address.
   *
   * @param name owner, worker, beneficiary, control-0 and so on
   * @param key none for one that is not an account
   * @param uses what its messages are for
   */
  public record Row(
      String name, Address id, Optional<Address> key, List<String> uses, TokenAmount balance) {
    public Row {
      uses = List.copyOf(uses);
    }
  }

  /**
   * Every address, in Lotus's order.
   *
   * @param roles as a lotus-miner is configured; without them a control address is taken to be for
   *     window proofs
   */
  public List<Row> list(Address miner, Optional<AddressRoles> roles)
      throws RpcException, InterruptedException {
    MinerIdentity identity = node.ask(node.api().miner().identity().ask(miner, TipsetKey.HEAD));
    AddressRoles known = roles.orElse(NO_ROLES);
    Map<String, List<Address>> purposed = new LinkedHashMap<>();
    purposed.put("other", List.of(identity.worker()));
    purposed.put("post", List.of());
    purposed.put("precommit", ids(known.preCommit()));
    purposed.put("commit", ids(known.commit()));
    purposed.put("terminate", ids(known.terminate()));
    purposed.put("deals", ids(known.dealPublish()));
    Set<Address> claimed =
        purposed.entrySet().stream()
            .filter(purpose -> !purpose.getKey().equals("other"))
            .flatMap(purpose -> purpose.getValue().stream())
            .collect(Collectors.toSet());
    purposed.put(
        "post",
        identity.controls().stream().filter(control -> !claimed.contains(control)).toList());
    List<Row> rows = new ArrayList<>();
    rows.add(row("owner", identity.owner(), purposed));
    rows.add(row("worker", identity.worker(), purposed));
    rows.add(row("beneficiary", identity.beneficiary(), purposed));
    for (int i = 0; i < identity.controls().size(); i++) {
      rows.add(row("control-" + i, identity.controls().get(i), purposed));
    }
    return rows;
  }

  private Row row(String name, Address id, Map<String, List<Address>> purposed)
      throws RpcException, InterruptedException {
    List<String> uses =
        purposed.entrySet().stream()
            .filter(purpose -> purpose.getValue().contains(id))
            .map(Map.Entry::getKey)
            .toList();
    Optional<Actor> actor = node.actor(id);
    return new Row(name, id, key(id), uses, actor.map(Actor::balance).orElse(TokenAmount.ZERO));
  }

  private Optional<Address> key(Address id) throws RpcException, InterruptedException {
    try {
      return Optional.of(node.ask(node.api().state().accountKey().ask(id, TipsetKey.HEAD)));
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private List<Address> ids(List<Address> addresses) throws RpcException, InterruptedException {
    List<Address> ids = new ArrayList<>();
    for (Address address : addresses) {
      node.id(address).ifPresent(ids::add);
    }
    return ids;
  }
}
