package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;

/** What goes wrong on purpose, and the chain moved by hand. */
record DrillAnswers(DevNode node, DrillMethods api) {
  /** Epochs skipped or tipsets replaced by one call: a slip of the hand stays harmless. */
  private static final long MOST = 10_000;

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.get(), node::faults)
        .answer(
            api.set(),
            faults -> {
              node.setFaults(faults);
              return Nothing.NOTHING;
            })
        .answer(api.step(), () -> telling(node::step))
        .answer(
            api.skip(),
            epochs -> {
              requireSensible(epochs);
              return telling(
                  () -> {
                    node.skip(epochs);
                    return Nothing.NOTHING;
                  });
            })
        .answer(
            api.reorganise(),
            depth -> {
              requireSensible(depth);
              return telling(
                  () -> {
                    node.reorganise(Math.toIntExact(depth));
                    return Nothing.NOTHING;
                  });
            });
  }

  private static void requireSensible(long number) throws CallFailed {
    if (number < 1 || number > MOST) {
      throw new CallFailed(number + " is not from 1 to " + MOST);
    }
  }
}
