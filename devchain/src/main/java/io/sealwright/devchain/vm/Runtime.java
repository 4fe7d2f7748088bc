package io.sealwright.devchain.vm;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.Optional;

/** What the code of an actor sees of the world while one call runs. Actors are named by number. */
@SuppressWarnings("AvoidCommonTypeNames") // The protocol's own word, and no actor sees the JVM's.
public interface Runtime {
  /** The epoch the messages are carried out at. */
  Epoch epoch();

  NetworkRules rules();

  TokenAmount baseFee();

  /** The actor whose code runs. */
  long receiver();

  /** Who called it: an actor, or the account that signed the message. */
  long caller();

  /** The account that signed the message; the system actor for what the chain does by itself. */
  long origin();

  /** What came with the call; it is already part of the balance. */
  TokenAmount received();

  /** The receiver's balance. */
  TokenAmount balance();

  TokenAmount circulatingSupply();

  Blocks blocks();

  /** The root of the receiver's state. */
  Cid head();

  void setHead(Cid head);

  /** The number of the actor at an address, if there is one. */
  Optional<Long> resolve(Address address) throws Abort, IOException;

  /** The code of an actor, if there is such an actor. */
  Optional<Cid> codeOf(long actor) throws IOException;

  /** An address for a new actor that stays the same when blocks are reorganised. */
  Address nextActorAddress();

  /** Creates an actor with an empty state; only the init actor may. */
  void create(long actor, Cid code, Optional<Address> delegated) throws Abort, IOException;

  /**
   * Calls another actor. What it did is undone if it aborts, and the abort is passed on.
   *
   * @return the result as CBOR
   */
  ByteString send(Address to, MethodNumber method, ByteString params, TokenAmount value)
      throws Abort, IOException;

  Randomness randomness();

  /** Whether a signature of these bytes is by the key of an account. */
  boolean isSignedBy(long account, ByteString signed, ByteString signature) throws IOException;

  /** Charges for work beyond reading and writing state; running out of gas aborts. */
  void charge(long gas) throws Abort;
}
