package io.sealwright.devchain.chain;

import io.sealwright.protocol.chain.Tipset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know of the head's changes. */
final class HeadFeed {
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /** One listener may be there twice; each subscription ends alone. */
  private final class Subscription implements Chain.Watch {
    private final HeadListener listener;

    Subscription(HeadListener listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }

  /** Tells a listener where the head is, and from now on of its changes. */
  Chain.Watch add(HeadListener listener, Tipset head) {
    listener.changed(List.of(new HeadChange(HeadChange.Kind.CURRENT, head)));
    Subscription subscription = new Subscription(listener);
    subscriptions.add(subscription);
    return subscription;
  }

  void tell(List<HeadChange> changes) {
    subscriptions.forEach(subscription -> subscription.listener.changed(changes));
  }
}
