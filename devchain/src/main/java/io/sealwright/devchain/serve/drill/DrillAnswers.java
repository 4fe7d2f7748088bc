package io.sealwright.devchain.serve.drill;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.io.IOException;

/** What goes wrong on purpose, and the chain moved by hand. */
public record DrillAnswers(DevNode node, DrillMethods api) {
  /** Epochs skipped or tipsets replaced by one call: a slip of the hand stays harmless. */
  private static final long MOST = 10_000;

  public void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.get(), node::faults)
        .answer(
            api.set(),
            faults -> {
              node.setFaults(faults);
              return Nothing.NOTHING;
            })
        .answer(api.step(), () -> made(node::step))
        .answer(
            api.skip(),
            epochs -> {
              requireSensible(epochs);
              node.skip(epochs);
              return Nothing.NOTHING;
            })
        .answer(
            api.reorganise(),
            depth -> {
              requireSensible(depth);
              return made(() -> {
                node.reorganise(Math.toIntExact(depth));
                return Nothing.NOTHING;
              });
            });
  }

  /** Work on the chain that it may refuse. */
  private interface Work<R> {
    R done() throws IOException;
  }

  private static <R> R made(Work<R> work) throws CallFailed {
    try {
      return work.done();
    } catch (IOException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  private static void requireSensible(long number) throws CallFailed {
    if (number < 1 || number > MOST) {
      throw new CallFailed(number + " is not from 1 to " + MOST);
    }
  }
}
