package io.sealwright.devchain.serve;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.lotus.node.HeadChange;
import io.sealwright.lotus.rpc.server.Source;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The news of the head for one subscriber, in their order. */
record HeadStream(Chain chain) implements Source.Stream<List<HeadChange>> {
  /** News that wait for a slow subscriber; one behind by more is dropped, for it missed some. */
  private static final int WAITING = 1000;

  static HeadChange told(io.sealwright.devchain.chain.HeadChange change) {
    HeadChange.Kind kind =
        switch (change.kind()) {
          case CURRENT -> HeadChange.Kind.CURRENT;
          case APPLY -> HeadChange.Kind.APPLY;
          case REVERT -> HeadChange.Kind.REVERT;
        };
    return new HeadChange(kind, change.tipset());
  }

  @Override
  public void run(Source.Outlet<List<HeadChange>> outlet) throws InterruptedException {
    BlockingQueue<List<HeadChange>> news = new LinkedBlockingQueue<>(WAITING);
    AtomicBoolean missed = new AtomicBoolean();
    try (Chain.Watch _ =
        chain.watch(
            changes -> {
              if (!news.offer(changes.stream().map(HeadStream::told).toList())) {
                missed.set(true);
              }
            })) {
      while (!missed.get()) {
        outlet.send(news.take());
      }
    }
  }
}
