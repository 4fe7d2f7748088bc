package io.sealwright.devchain.serve;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.Faults;
import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.util.Optional;

/** Slow and failing answers, as the node's faults ask for; drills themselves are never hit. */
record Drill(DevNode node) implements RpcApi.Before {
  @Override
  public void call(Declared method) throws CallFailed, InterruptedException {
    if (!method.wireName().startsWith(Declared.NAMESPACE)) {
      return;
    }
    Optional<Faults.Answering> answering = node.faults().answering(method.name());
    if (answering.isEmpty()) {
      return;
    }
    Thread.sleep(answering.get().delay());
    if (answering.get().error().isPresent()) {
      throw new CallFailed(answering.get().error().get());
    }
  }
}
