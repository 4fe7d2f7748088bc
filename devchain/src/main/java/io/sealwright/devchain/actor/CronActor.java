package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.CronState;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes the actors that asked to be woken at the end of each epoch. */
public final class CronActor {
  private static final Logger LOG = LoggerFactory.getLogger(CronActor.class);

  private CronActor() {}

  public static ActorCode code() {
    return new Methods().onRaw(2, (runtime, none) -> tick(runtime));
  }

  private static ByteString tick(Runtime runtime) throws Abort, IOException {
    Callers.require(runtime, Singletons.SYSTEM);
    CronState state = runtime.blocks().read(runtime.head(), ActorCbor.CRON);
    for (CronState.Entry entry : state.entries()) {
      try {
        runtime.send(entry.receiver(), entry.method(), Methods.NOTHING, TokenAmount.ZERO);
      } catch (Abort e) { // One actor's failure must not keep the others from their work.
        LOG.error("cron of {} failed: {}", entry.receiver(), e.getMessage());
      }
    }
    return Methods.NOTHING;
  }
}
