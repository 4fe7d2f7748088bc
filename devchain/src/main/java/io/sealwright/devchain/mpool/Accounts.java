package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.States;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.Optional;

/** Senders in the state after a tipset, with a node's words for those that are not there. */
final class Accounts {
  private final Chain chain;
  private final States states;
  private final NetworkLetter letter;

  Accounts(Chain chain, States states, NetworkLetter letter) {
    this.chain = chain;
    this.states = states;
    this.letter = letter;
  }

  /** The actor of a sender after a tipset; a sender that is not there is refused. */
  Actor require(Address sender, Tipset after) throws MessageRefused, IOException {
    return find(sender, after).orElseThrow(() -> new MessageRefused(notFound(sender)));
  }

  Optional<Actor> find(Address sender, Tipset after) throws IOException {
    return states.actor(chain.stateAfter(after), sender);
  }

  /** The key address of a sender, which its messages wait under. */
  Address key(Address sender, Tipset after) throws MessageRefused, IOException {
    Cid state = chain.stateAfter(after);
    return states.key(state, sender).orElseThrow(() -> new MessageRefused(notFound(sender)));
  }

  private String notFound(Address sender) {
    return sender.kind() == AddressKind.ID
        ? "actor not found"
        : "resolution lookup failed (" + sender.text(letter) + "): actor not found";
  }
}
