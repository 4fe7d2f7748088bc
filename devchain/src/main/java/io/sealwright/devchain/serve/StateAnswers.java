package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.CirculatingSupply;
import io.sealwright.devchain.view.NoSuchActor;
import io.sealwright.lotus.api.full.StateMethods;
import io.sealwright.lotus.node.NetworkParameters;
import io.sealwright.lotus.node.ReadState;
import io.sealwright.lotus.node.Supply;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Actors and the network. */
record StateAnswers(DevNode node, Views views, StateMethods api) {

  void addTo(RpcApi.Builder builder) {
    actors(builder);
    network(builder);
  }

  private void actors(RpcApi.Builder builder) {
    builder
        .answer(api.getActor(), (address, key) -> telling(() -> views.at(key).actor(address)))
        .answer(api.readState(), (address, key) -> telling(() -> readState(address, key)))
        .answer(api.lookupId(), this::lookupId)
        .answer(api.accountKey(), this::accountKey)
        .answer(
            api.lookupRobustAddress(),
            (address, key) -> telling(() -> views.at(key).robust(address)))
        .answer(api.listActors(), key -> telling(() -> views.at(key).actors()))
        .answer(api.listMiners(), key -> telling(() -> views.at(key).miners()))
        .answer(
            api.verifiedRegistryRootKey(),
            key -> telling(() -> views.at(key).verifiedRegistryRoot()))
        .answer(api.verifiedClientStatus(), (address, key) -> telling(() -> noClient(address, key)));
  }

  private void network(RpcApi.Builder builder) {
    builder
        .answer(api.networkName(), () -> telling(this::networkName))
        .answer(api.networkVersion(), key -> telling(() -> version(key)))
        .answer(api.getNetworkParams(), () -> telling(this::parameters))
        .answer(api.actorCodeCids(), version -> codes(version))
        .answer(api.actorManifestCid(), version -> manifest(version))
        .answer(
            api.circulatingSupply(), key -> telling(() -> views.at(key).supply().circulating()))
        .answer(
            api.vmCirculatingSupplyInternal(), key -> telling(() -> told(views.at(key).supply())));
  }

  private ReadState readState(Address address, TipsetKey key) throws IOException {
    Actor actor = views.at(key).actor(address);
    return new ReadState(
        actor.balance(), actor.code(), new ActorJson(node.blocks(), rules().letter()).of(actor));
  }

  /** The one look-up whose failure has a number of its own. */
  private Address lookupId(Address address, TipsetKey key)
      throws CallFailed, InterruptedException {
    return telling(
        () -> {
          try {
            return views.at(key).id(address);
          } catch (NoSuchActor e) {
            throw Refusals.numbered(Refusals.NO_SUCH_ACTOR, String.valueOf(e.getMessage()));
          }
        });
  }

  private Address accountKey(Address address, TipsetKey key)
      throws CallFailed, InterruptedException {
    String first =
        "failed to get account actor state for %s: "
            .formatted(address.text(rules().letter()));
    return telling(first, () -> views.at(key).key(address));
  }

  /** Nobody was granted datacap here; an unknown address is refused all the same. */
  private Optional<BigInteger> noClient(Address address, TipsetKey key)
      throws IOException {
    views.at(key).id(address);
    return Optional.empty();
  }

  private String networkName() throws IOException {
    return views.at(TipsetKey.HEAD).init().networkName();
  }

  private NetworkVersion version(TipsetKey key) throws IOException {
    node.chain().tipset(key);
    return rules().version();
  }

  private NetworkParameters parameters() throws IOException {
    NetworkRules rules = rules();
    BlockHeader genesis = node.chain().genesis().blocks().getFirst();
    return new NetworkParameters(
        networkName(),
        rules.blockDelay().toSeconds(),
        rules.minimumPower(),
        rules.preCommitChallengeDelay().epochs(),
        Upgrades.heights(),
        Optional.of(Upgrades.CHAIN_NUMBER),
        Optional.of(genesis.timestamp()));
  }

  private Map<String, Cid> codes(NetworkVersion version) throws CallFailed {
    requireOurs(version);
    Map<String, Cid> codes = new TreeMap<>();
    for (BuiltinCode code : BuiltinCode.values()) {
      codes.put(code.words(), code.cid());
    }
    return codes;
  }

  private Cid manifest(NetworkVersion version) throws CallFailed {
    requireOurs(version);
    return Cid.ofCbor(BuiltinCode.manifest());
  }

  private void requireOurs(NetworkVersion version) throws CallFailed {
    if (!version.equals(rules().version())) {
      throw new CallFailed(
          "network version %s: this chain knows version %s alone"
              .formatted(version, rules().version()));
    }
  }

  private NetworkRules rules() {
    return node.settings().rules();
  }

  private static Supply told(CirculatingSupply supply) {
    return new Supply(
        supply.vested(),
        supply.mined(),
        supply.burnt(),
        supply.locked(),
        supply.circulating(),
        supply.disbursed());
  }
}
