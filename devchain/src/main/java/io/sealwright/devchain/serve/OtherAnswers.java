package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.devchain.view.StateView;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** What Lotus has and a dev chain has not, refused as a node refuses it that has it switched off. */
record OtherAnswers(Views views, NetworkLetter letter) {
  private static final int NO_PAYMENT_CHANNELS = 13;

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(
            query("PaychList", READ, JsonForm.RAW).taking(),
            () -> {
              throw Refusals.numbered(
                  NO_PAYMENT_CHANNELS,
                  "payment channels disabled (EnablePaymentChannelManager=false)");
            })
        .answer(
            query("MsigGetPending", READ, JsonForm.RAW)
                .taking(ValueJson.address(letter), ValueJson.TIPSET_KEY),
            (address, key) -> telling(() -> noMultisig(address, key)));
  }

  private JsonNode noMultisig(Address address, TipsetKey key) throws IOException, CallFailed {
    String kind = StateView.kind(views.at(key).actor(address));
    throw new CallFailed(
        "failed to load multisig actor state: actor code is not multisig: " + kind);
  }
}
