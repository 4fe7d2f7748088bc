package io.sealwright.devchain.chain;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.Hamt;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** States as the built-in actors keep them. */
public final class ActorStates implements States {
  private static final int REMEMBERED = 64;

  private final Blocks blocks;
  private final BigInteger minimumPower;
  private final Recent<Cid, List<Producer>> producers = new Recent<>(REMEMBERED);

  /**
   * @param minimumPower bytes a miner needs to win blocks, where any miner has as many
   */
  public ActorStates(Blocks blocks, BigInteger minimumPower) {
    this.blocks = blocks;
    this.minimumPower = minimumPower;
  }

  @Override
  public Optional<Actor> actor(Cid state, Address address) throws IOException {
    StateTree tree = StateTree.of(blocks, state);
    OptionalLong number = tree.resolve(address);
    return number.isEmpty() ? Optional.empty() : tree.get(number.getAsLong());
  }

  @Override
  public Optional<Address> id(Cid state, Address address) throws IOException {
    StateTree tree = StateTree.of(blocks, state);
    OptionalLong number = tree.resolve(address);
    return number.isEmpty() ? Optional.empty() : Optional.of(Address.id(number.getAsLong()));
  }

  @Override
  public Optional<Address> key(Cid state, Address address) throws IOException {
    if (address.kind() == AddressKind.SECP256K1 || address.kind() == AddressKind.BLS) {
      return Optional.of(address);
    }
    Optional<Actor> actor = actor(state, address);
    if (actor.isEmpty() || !actor.orElseThrow().code().equals(BuiltinCode.ACCOUNT.cid())) {
      return Optional.empty();
    }
    return Optional.of(blocks.read(actor.orElseThrow().head(), ActorCbor.ACCOUNT).key());
  }

  @Override
  public List<Producer> producers(Cid state) throws IOException {
    Optional<List<Producer>> known = producers.get(state);
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    List<Producer> found = read(state);
    producers.put(state, found);
    return found;
  }

  /** The weighted power of all that may win; of all there are while nobody may. */
  @Override
  public BigInteger power(Cid state) throws IOException {
    PowerState power = StateTree.of(blocks, state).read(Singletons.POWER, ActorCbor.POWER);
    return power.qualityPower().signum() > 0 ? power.qualityPower() : power.qualityCommitted();
  }

  private List<Producer> read(Cid state) throws IOException {
    StateTree tree = StateTree.of(blocks, state);
    PowerState power = tree.read(Singletons.POWER, ActorCbor.POWER);
    Map<Long, PowerClaim> claims = new TreeMap<>();
    new Hamt<>(blocks, ActorCbor.POWER_CLAIM, BitWidths.HAMT)
        .forEach(power.claims(), (key, claim) -> claims.put(number(key), claim));
    boolean anyEligible = claims.values().stream().anyMatch(this::isEligible);
    List<Producer> found = new ArrayList<>();
    for (Map.Entry<Long, PowerClaim> entry : claims.entrySet()) {
      if (isEligible(entry.getValue()) || !anyEligible) {
        producer(tree, state, entry.getKey(), entry.getValue()).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingLong(Producer::miner));
    return List.copyOf(found);
  }

  private boolean isEligible(PowerClaim claim) {
    return claim.qualityPower().signum() > 0 && claim.rawPower().compareTo(minimumPower) >= 0;
  }

  private Optional<Producer> producer(StateTree tree, Cid state, long miner, PowerClaim claim)
      throws IOException {
    MinerState head = tree.read(miner, MinerCbor.STATE);
    MinerIdentity identity = blocks.read(head.info(), MinerCbor.IDENTITY);
    return key(state, identity.worker())
        .map(worker -> new Producer(miner, claim.qualityPower(), worker));
  }

  private static long number(ByteString key) throws IOException {
    return Address.fromBytes(key)
        .actor()
        .orElseThrow(() -> new IOException("a claim of power by " + key));
  }
}
