package io.sealwright.engine.node;

import static io.sealwright.lotus.json.RecordForm.field;

import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may act for a miner. */
public final class ControlAddresses {
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

  /** Which addresses a lotus-miner is configured to use for what. */
  public record Purposes(
      List<Address> preCommit, List<Address> commit, List<Address> terminate, List<Address> deals) {
    private static final JsonForm<List<Address>> ADDRESSES =
        ValueJson.slice(ValueJson.address(NetworkLetter.MAINNET));

    /** What a lotus-miner says of its configuration. */
    public static final RpcMethod<Purposes> METHOD =
        RpcMethod.query(
            "ActorAddressConfig",
            0,
            Permission.READ,
            RecordForm.of(
                "api.AddressConfig",
                Purposes.class,
                field("PreCommitControl", ADDRESSES),
                field("CommitControl", ADDRESSES),
                field("TerminateControl", ADDRESSES),
                field("DealPublishControl", ADDRESSES)));

    public Purposes {
      preCommit = List.copyOf(preCommit);
      commit = List.copyOf(commit);
      terminate = List.copyOf(terminate);
      deals = List.copyOf(deals);
    }

    private List<Address> all() {
      List<Address> all = new ArrayList<>(preCommit);
      all.addAll(commit);
      all.addAll(terminate);
      all.addAll(deals);
      return all;
    }
  }

  /**
   * Every address, in Lotus's order. A beneficiary is listed only where it is not the owner.
   *
   * @param purposes without them a control address is taken to be for window proofs
   */
  public List<Row> list(Address miner, Optional<Purposes> purposes)
      throws RpcException, InterruptedException {
    MinerIdentity identity = node.ask(node.api().miner().identity().ask(miner, TipsetKey.HEAD));
    Purposes known = purposes.orElse(new Purposes(List.of(), List.of(), List.of(), List.of()));
    List<Address> configured = ids(known.all());
    List<Row> rows = new ArrayList<>();
    rows.add(row("owner", identity.owner(), List.of()));
    rows.add(row("worker", identity.worker(), List.of("other")));
    if (!identity.beneficiary().equals(identity.owner())) {
      rows.add(row("beneficiary", identity.beneficiary(), List.of()));
    }
    for (int i = 0; i < identity.controls().size(); i++) {
      Address control = identity.controls().get(i);
      List<String> uses = new ArrayList<>();
      if (!configured.contains(control)) {
        uses.add("post");
      }
      addIf(uses, "precommit", ids(known.preCommit()).contains(control));
      addIf(uses, "commit", ids(known.commit()).contains(control));
      addIf(uses, "terminate", ids(known.terminate()).contains(control));
      addIf(uses, "deals", ids(known.deals()).contains(control));
      rows.add(row("control-" + i, control, uses));
    }
    return rows;
  }

  private static void addIf(List<String> uses, String use, boolean isSo) {
    if (isSo) {
      uses.add(use);
    }
  }

  private Row row(String name, Address id, List<String> uses)
      throws RpcException, InterruptedException {
    Optional<Actor> actor = node.actor(id);
    return new Row(
        name, id, key(id), uses, actor.map(Actor::balance).orElse(TokenAmount.ZERO));
  }

  private Optional<Address> key(Address id) throws RpcException, InterruptedException {
    try {
      return Optional.of(node.ask(node.api().state().accountKey().ask(id, TipsetKey.HEAD)));
    } catch (Refused e) {
      if (e.isTokenRefused() || e.isPermissionMissing()) {
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
