package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.lotus.api.full.MarketMethods;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The storage market, as far as there is one: balances. */
record MarketAnswers(Views views, NetworkLetter letter, MarketMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(
            api.balance(), (address, key) -> telling(() -> views.at(key).marketBalance(address)))
        .answer(api.participants(), key -> telling(() -> participants(key)))
        .answer(api.deals(), _ -> Map.of());
  }

  private Map<String, MarketBalance> participants(TipsetKey key) throws IOException {
    Map<String, MarketBalance> found = new TreeMap<>();
    for (Map.Entry<Address, MarketBalance> entry :
        views.at(key).marketParticipants().entrySet()) {
      found.put(entry.getKey().text(letter), entry.getValue());
    }
    return found;
  }
}
