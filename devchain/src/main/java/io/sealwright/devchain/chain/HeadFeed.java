package io.sealwright.devchain.chain;

import io.sealwright.protocol.chain.Tipset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know of the head's changes. */
final class HeadFeed {
  private final List<HeadListener> listeners = new CopyOnWriteArrayList<>();

  /** Tells a listener where the head is, and from now on of its changes. */
  Chain.Watch add(HeadListener listener, Tipset head) {
    // One object may listen twice; each subscription ends alone.
    HeadListener own = listener::changed;
    own.changed(List.of(new HeadChange(HeadChange.Kind.CURRENT, head)));
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  void tell(List<HeadChange> changes) {
    listeners.forEach(listener -> listener.changed(changes));
  }
}
