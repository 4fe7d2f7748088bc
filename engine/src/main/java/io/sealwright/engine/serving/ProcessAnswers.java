package io.sealwright.engine.serving;

import io.sealwright.lotus.api.CommonMethods;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.serving.CommonAnswers;
import java.util.Optional;

/** The miner as a process: who it is, and who may ask it. */
record ProcessAnswers(ServedProcess process, CommonAnswers common, CommonMethods api) {
  /** As a lotus-miner of v1.36. */
  static final ApiVersion VERSION = new ApiVersion(1, 5, 0);

  void addTo(RpcApi.Builder builder) {
    builder.answer(api.version(), this::version);
    common.addTo(builder, api);
  }

  /** Begins like the Lotus it answers as, for clients look at that. */
  private NodeVersion version() {
    return new NodeVersion(
        "v1.36.2+" + process.network() + "+sealwright-" + process.version(),
        VERSION,
        Math.max(1, process.blockTime().toSeconds()),
        Optional.of("sealwright"));
  }
}
