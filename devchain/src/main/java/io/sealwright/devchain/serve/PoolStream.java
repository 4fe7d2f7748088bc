package io.sealwright.devchain.serve;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.mpool.Mpool;
import io.sealwright.devchain.mpool.MpoolChange;
import io.sealwright.lotus.node.PoolChange;
import io.sealwright.lotus.rpc.server.Source;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The comings and goings of the message pool for one subscriber. */
record PoolStream(Mpool pool) implements Source.Stream<PoolChange> {
  /** Changes that wait for a slow subscriber; one behind by more is dropped. */
  private static final int WAITING = 10_000;

  @Override
  public void run(Source.Outlet<PoolChange> outlet) throws InterruptedException {
    BlockingQueue<MpoolChange> changes = new LinkedBlockingQueue<>(WAITING);
    AtomicBoolean missed = new AtomicBoolean();
    try (Chain.Watch _ =
        pool.watch(
            change -> {
              if (!changes.offer(change)) {
                missed.set(true);
              }
            })) {
      while (!missed.get()) {
        MpoolChange change = changes.take();
        outlet.send(new PoolChange(change.kind().number(), change.message()));
      }
    }
  }
}
