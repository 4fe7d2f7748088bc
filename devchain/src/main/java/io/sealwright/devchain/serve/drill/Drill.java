package io.sealwright.devchain.serve.drill;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.Faults;
import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Slow and failing answers, as the node's faults ask for; drills themselves are never hit. */
public final class Drill implements RpcApi.Before {
  private final DevNode node;
  private final Map<Faults.Answering, Integer> calls = new HashMap<>();
  private Faults counted = Faults.NONE;

  public Drill(DevNode node) {
    this.node = node;
  }

  @Override
  public void call(Declared method) throws CallFailed, InterruptedException {
    if (!method.wireName().startsWith(Declared.NAMESPACE)) {
      return;
    }
    Faults faults = node.faults();
    Optional<Faults.Answering> answering = faults.answering(method.name());
    if (answering.isEmpty() || !isHit(faults, answering.get())) {
      return;
    }
    Thread.sleep(answering.get().delay());
    if (answering.get().error().isPresent()) {
      throw new CallFailed(answering.get().error().get());
    }
  }

  /** Counts from the time on when other faults were set. */
  private synchronized boolean isHit(Faults faults, Faults.Answering answering) {
    if (!faults.equals(counted)) {
      counted = faults;
      calls.clear();
    }
    return calls.merge(answering, 1, Integer::sum) % answering.every() == 0;
  }
}
