package io.sealwright.devchain.view;

import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.CirculatingSupply;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.actor.MarketState;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.actor.StateRoot;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.Hamt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A state of the chain as it is read.
 *
 * @param epoch the one the state is asked for
 */
public record StateView(Blocks blocks, Cid root, Epoch epoch) {

  /** The actor at an address, if there is one. */
  public Optional<Actor> find(Address address) throws IOException {
    StateTree tree = tree();
    OptionalLong number = tree.resolve(address);
    return number.isEmpty() ? Optional.empty() : tree.get(number.getAsLong());
  }

  public Actor actor(Address address) throws IOException {
    return find(address).orElseThrow(NoSuchActor::new);
  }

  /** The address by number of an actor that is known to the init actor. */
  public Address id(Address address) throws IOException {
    OptionalLong number = tree().resolve(address);
    return Address.id(number.orElseThrow(NoSuchActor::new));
  }

  /** The address of an account's key. */
  public Address key(Address address) throws IOException {
    if (address.kind() == AddressKind.SECP256K1 || address.kind() == AddressKind.BLS) {
      return address;
    }
    Actor actor =
        find(address)
            .orElseThrow(
                () -> new NoSuchActor("failed to find actor '" + address + "': actor not found"));
    if (!actor.code().equals(BuiltinCode.ACCOUNT.cid())) {
      throw new ChainRefusal("actor code is not account: " + kind(actor));
    }
    return blocks.read(actor.head(), ActorCbor.ACCOUNT).key();
  }

  /** An address of another kind than by number, where the init actor knows one. */
  public Address robust(Address address) throws IOException {
    if (address.actor().isEmpty()) {
      return address;
    }
    ByteString[] found = new ByteString[1];
    long number = address.actor().getAsLong();
    addresses()
        .forEach(
            init().addresses(),
            (key, actor) -> {
              if (actor == number) {
                found[0] = key;
              }
            });
    return Optional.ofNullable(found[0])
        .map(Address::fromBytes)
        .orElseThrow(
            () -> new NoSuchActor("Address for ID " + address + " not found: actor not found"));
  }

  /** The name of an actor's kind, or the CID of a code that is not built in. */
  public static String kind(Actor actor) {
    return BuiltinCode.of(actor.code())
        .map(BuiltinCode::words)
        .orElseGet(() -> "<unknown> " + actor.code());
  }

  /** All actors, by number. */
  public List<Address> actors() throws IOException {
    StateRoot top = blocks.read(root, ActorCbor.STATE_ROOT);
    List<Address> found = new ArrayList<>();
    new Hamt<>(blocks, ActorCbor.ACTOR, BitWidths.HAMT)
        .forEach(top.actors(), (key, _) -> found.add(Address.fromBytes(key)));
    return sorted(found);
  }

  /** All miners, by number. */
  public List<Address> miners() throws IOException {
    List<Address> found = new ArrayList<>();
    claims().forEach(power().claims(), (key, _) -> found.add(Address.fromBytes(key)));
    return sorted(found);
  }

  public PowerState power() throws IOException {
    return tree().read(Singletons.POWER, ActorCbor.POWER);
  }

  public Optional<PowerClaim> claim(Address miner) throws IOException {
    return claims().get(power().claims(), id(miner).toBytes());
  }

  public RewardState reward() throws IOException {
    return tree().read(Singletons.REWARD, ActorCbor.REWARD);
  }

  public MarketState market() throws IOException {
    return tree().read(Singletons.MARKET, ActorCbor.MARKET);
  }

  /** What an actor has with the market; nothing if it has never dealt with it. */
  public MarketBalance marketBalance(Address address) throws IOException {
    ByteString key = id(address).toBytes();
    MarketState market = market();
    return new MarketBalance(
        amounts().get(market.escrow(), key).orElse(TokenAmount.ZERO),
        amounts().get(market.locked(), key).orElse(TokenAmount.ZERO));
  }

  /** Everyone who has something with the market. */
  public Map<Address, MarketBalance> marketParticipants() throws IOException {
    Map<Address, MarketBalance> found = new TreeMap<>();
    MarketState market = market();
    amounts()
        .forEach(
            market.escrow(),
            (key, escrow) -> {
              TokenAmount locked =
                  amounts().get(market.locked(), key).orElse(TokenAmount.ZERO);
              found.put(Address.fromBytes(key), new MarketBalance(escrow, locked));
            });
    return found;
  }

  public InitState init() throws IOException {
    return tree().read(Singletons.INIT, ActorCbor.INIT);
  }

  public Address verifiedRegistryRoot() throws IOException {
    return tree().read(Singletons.VERIFIED_REGISTRY, ActorCbor.VERIFIED_REGISTRY).rootKey();
  }

  public CirculatingSupply supply() throws IOException {
    return CirculatingSupply.at(tree(), epoch);
  }

  private StateTree tree() throws IOException {
    return StateTree.of(blocks, root);
  }

  private Hamt<PowerClaim> claims() {
    return new Hamt<>(blocks, ActorCbor.POWER_CLAIM, BitWidths.HAMT);
  }

  private Hamt<TokenAmount> amounts() {
    return new Hamt<>(blocks, AmountCbor.AMOUNT, BitWidths.BALANCES);
  }

  private Hamt<Long> addresses() {
    return new Hamt<>(blocks, CborCodecs.UNSIGNED, BitWidths.HAMT);
  }

  private static List<Address> sorted(List<Address> addresses) {
    addresses.sort(Comparator.comparing((Address address) -> address.actor().orElse(0)));
    return List.copyOf(addresses);
  }
}
