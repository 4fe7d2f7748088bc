package io.sealwright.devchain.vm;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.lotus.key.Signatures;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The world as one call of one actor sees it. */
final class ActorRuntime implements Runtime {
  private final Execution execution;
  private final long receiver;
  private final long caller;
  private final TokenAmount received;
  private final Blocks blocks;

  ActorRuntime(Execution execution, long receiver, long caller, TokenAmount received) {
    this.execution = execution;
    this.receiver = receiver;
    this.caller = caller;
    this.received = received;
    this.blocks = execution.blocks();
  }

  @Override
  public Epoch epoch() {
    return execution.world().epoch();
  }

  @Override
  public NetworkRules rules() {
    return execution.world().rules();
  }

  @Override
  public TokenAmount baseFee() {
    return execution.world().baseFee();
  }

  @Override
  public long receiver() {
    return receiver;
  }

  @Override
  public long caller() {
    return caller;
  }

  @Override
  public long origin() {
    return execution.origin();
  }

  @Override
  public TokenAmount received() {
    return received;
  }

  @Override
  public TokenAmount balance() {
    return self().balance();
  }

  @Override
  public TokenAmount circulatingSupply() {
    return execution.world().circulatingSupply();
  }

  @Override
  public Blocks blocks() {
    return blocks;
  }

  @Override
  public Cid head() {
    return self().head();
  }

  @Override
  public void setHead(Cid head) {
    Actor actor = self();
    execution.change(
        receiver, new Actor(actor.code(), head, actor.nonce(), actor.balance(), actor.delegated()));
  }

  @Override
  public Optional<Long> resolve(Address address) throws Abort, IOException {
    OptionalLong found = execution.resolve(address);
    return found.isPresent() ? Optional.of(found.getAsLong()) : Optional.empty();
  }

  @Override
  public Optional<Cid> codeOf(long actor) throws IOException {
    return execution.world().tree().get(actor).map(Actor::code);
  }

  @Override
  public Address nextActorAddress() {
    return execution.nextActorAddress();
  }

  @Override
  public void create(long actor, Cid code, Optional<Address> delegated) throws Abort, IOException {
    execution.create(actor, code, delegated);
  }

  @Override
  public ByteString send(Address to, MethodNumber method, ByteString params, TokenAmount value)
      throws Abort, IOException {
    return execution.call(receiver, to, method, params, value);
  }

  @Override
  public Randomness randomness() {
    return execution.world().randomness();
  }

  @Override
  public boolean isSignedBy(long account, ByteString signed, ByteString signature)
      throws IOException {
    execution.gas().count(Gas.SIGNATURE);
    Address key = execution.world().tree().read(account, ActorCbor.ACCOUNT).key();
    SignatureType type =
        key.kind() == AddressKind.BLS ? SignatureType.BLS : SignatureType.SECP256K1;
    return signature.size() <= Signature.MAX_BYTES
        && Signatures.verify(new Signature(type, signature), key, signed);
  }

  @Override
  public void charge(long gas) throws Abort {
    execution.gas().charge(gas);
  }

  private Actor self() {
    return execution.world().tree().known(receiver);
  }
}
