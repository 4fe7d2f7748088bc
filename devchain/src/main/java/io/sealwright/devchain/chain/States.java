package io.sealwright.devchain.chain;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What making blocks and letting messages in must know of a state. */
public interface States {
  /**
   * A miner that may win blocks.
   *
   * @param power in bytes, weighted by quality
   * @param worker the address of the key that signs its blocks
   */
  record Producer(long miner, BigInteger power, Address worker) {}

  /** The actor at an address, if there is one. */
  Optional<Actor> actor(Cid state, Address address) throws IOException;

  /** The ID address of an actor that is there. */
  Optional<Address> id(Cid state, Address address) throws IOException;

  /** The key address of an account; empty where there is no account. */
  Optional<Address> key(Cid state, Address address) throws IOException;

  /** The miners with enough power, by number. */
  List<Producer> producers(Cid state) throws IOException;

  /** Power of the network in bytes, weighted by quality. */
  BigInteger power(Cid state) throws IOException;
}
