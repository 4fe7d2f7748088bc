package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.lotus.api.full.RandomnessMethods;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import java.io.IOException;

/** Randomness of the chain. */
record RandomnessAnswers(Chain chain, RandomnessMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(
            api.fromTickets(),
            (purpose, epoch, entropy, key) ->
                telling(
                    () ->
                        bytes(
                            chain
                                .randomness(named(key))
                                .fromTickets(purpose, epoch, entropy))))
        .answer(
            api.fromBeacon(),
            (purpose, epoch, entropy, key) ->
                telling(
                    () ->
                        bytes(
                            chain
                                .randomness(chain.tipset(key))
                                .fromBeacon(purpose, epoch, entropy))))
        .answer(
            api.digestFromTickets(),
            (epoch, key) -> telling(() -> bytes(chain.ticketDigest(epoch, chain.tipset(key)))))
        .answer(
            api.digestFromBeacon(),
            (epoch, key) -> telling(() -> bytes(chain.beaconDigest(epoch, chain.tipset(key)))));
  }

  /** What v0 names otherwise. */
  void addEntryTo(RpcApi.Builder builder) {
    builder.answer(api.getBeaconEntry(), epoch -> chain.beaconEntry(epoch));
  }

  /** Lotus does not take the head for an empty key here. */
  Tipset named(TipsetKey key) throws IOException {
    if (key.isHead()) {
      throw new ChainRefusal(
          "loading tipset key: NewTipSet called with zero length array of blocks");
    }
    return chain.tipset(key);
  }

  static ByteString bytes(Bytes32 value) {
    return ByteString.of(value.toBytes());
  }
}
