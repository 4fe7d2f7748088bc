package io.sealwright.devchain.serve;

import io.sealwright.lotus.api.full.ConsensusMethods;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;

/** Fast finality, which a dev chain has not: clients take the number of the error for that. */
record ConsensusAnswers(ConsensusMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.isRunning(), () -> refuse())
        .answer(api.getManifest(), () -> refuse())
        .answer(api.getProgress(), () -> refuse())
        .answer(api.getLatestCertificate(), () -> refuse())
        .answer(api.getOrRenewParticipationTicket(), (_, _, _) -> refuse())
        .answer(api.participate(), _ -> refuse())
        .answer(api.listParticipants(), () -> refuse());
  }

  private static <R> R refuse() throws CallFailed {
    throw Refusals.numbered(Refusals.F3_DISABLED, "F3 is disabled");
  }
}
