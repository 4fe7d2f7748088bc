package io.sealwright.devchain.serve;

import io.sealwright.lotus.api.full.ConsensusMethods;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;

/** Fast finality, which a dev chain has not: clients take the number of the error for that. */
record ConsensusAnswers(ConsensusMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(
            api.isRunning(),
            () -> {
              throw disabled();
            })
        .answer(
            api.getManifest(),
            () -> {
              throw disabled();
            })
        .answer(
            api.getProgress(),
            () -> {
              throw disabled();
            })
        .answer(
            api.getLatestCertificate(),
            () -> {
              throw disabled();
            })
        .answer(
            api.getOrRenewParticipationTicket(),
            (_, _, _) -> {
              throw disabled();
            })
        .answer(
            api.participate(),
            _ -> {
              throw disabled();
            })
        .answer(
            api.listParticipants(),
            () -> {
              throw disabled();
            });
  }

  private static CallFailed disabled() {
    return Refusals.numbered(Refusals.F3_DISABLED, "F3 is disabled");
  }
}
