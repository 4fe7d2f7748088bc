package io.sealwright.engine.node;

import io.sealwright.lotus.node.SyncProgress;
import io.sealwright.lotus.rpc.RpcException;
import java.time.Duration;
import java.time.InstantSource;

/** Asks a node what it is at. */
public record SyncReader(FullNode node, InstantSource clock) {

  public SyncProgress progress() throws RpcException, InterruptedException {
    return node.ask(node.api().sync().state().ask());
  }

  public SyncFacts facts() throws RpcException, InterruptedException {
    SyncProgress progress = progress();
    long peers = node.ask(node.api().net().peers().ask()).size();
    return SyncFacts.of(
        clock.instant(),
        node.head(),
        Duration.ofSeconds(node.version().blockDelaySeconds()),
        progress,
        peers);
  }
}
