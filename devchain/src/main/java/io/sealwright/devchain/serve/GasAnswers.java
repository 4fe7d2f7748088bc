package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.mpool.GasEstimator;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.lotus.api.full.GasMethods;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.util.Optional;

/** What a message should offer for gas. */
record GasAnswers(GasEstimator gas, GasMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(
            api.estimateFeeCap(),
            (message, epochs, key) -> telling(() -> gas.feeCap(message, epochs, key)))
        .answer(
            api.estimateGasLimit(), (message, key) -> telling(() -> gas.gasLimit(message, key)))
        .answer(
            api.estimateGasPremium(), (blocks, _, _, key) -> telling(() -> gas.premium(blocks, key)))
        .answer(
            api.estimateMessageGas(),
            (message, spec, key) -> telling(() -> gas.fill(message, spec(spec), key)));
  }

  static SendSpec spec(Optional<io.sealwright.lotus.node.SendSpec> asked) {
    return asked
        .map(
            spec ->
                new SendSpec(spec.maxFee(), spec.uuid(), spec.maximizeFeeCap().orElse(false)))
        .orElse(SendSpec.DEFAULT);
  }
}
