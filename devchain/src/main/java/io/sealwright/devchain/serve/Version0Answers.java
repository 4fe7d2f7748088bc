package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.lotus.api.full.Version0Methods;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Receipt;
import java.io.IOException;
import java.util.Optional;

/** What {@code /rpc/v0} has otherwise, or alone. */
record Version0Answers(
    Chain chain, Views views, MessageAnswers messages, Version0Methods api) {
  private static final long NO_LIMIT = -1;

  void addTo(RpcApi.Builder builder) {
    lookUps(builder);
    builder
        .answer(
            api.sectorPreCommitInfo(),
            (address, number, key) ->
                telling(
                    () ->
                        views
                            .miner(address, key)
                            .preCommit(number)
                            .orElseThrow(
                                () -> new CallFailed("precommit info does not exist"))))
        .answer(
            api.getRandomnessFromTickets(),
            (key, purpose, epoch, entropy) ->
                telling(
                    () ->
                        RandomnessAnswers.bytes(
                            chain
                                .randomness(chain.tipset(key))
                                .fromTickets(purpose, epoch, entropy))))
        .answer(
            api.getRandomnessFromBeacon(),
            (key, purpose, epoch, entropy) ->
                telling(
                    () ->
                        RandomnessAnswers.bytes(
                            chain
                                .randomness(chain.tipset(key))
                                .fromBeacon(purpose, epoch, entropy))))
        .answer(api.getBeaconEntry(), epoch -> chain.beaconEntry(epoch));
  }

  private void lookUps(RpcApi.Builder builder) {
    builder
        .answer(
            api.waitMsg(),
            (cid, confidence) ->
                telling(
                    () -> MessageAnswers.told(chain.await(cid, confidence, NO_LIMIT, true))))
        .answer(
            api.waitMsgLimited(),
            (cid, confidence, limit) ->
                telling(
                    () ->
                        MessageAnswers.told(
                            chain.await(cid, confidence, limit.height(), true))))
        .answer(
            api.searchMsg(), cid -> messages.search(TipsetKey.HEAD, cid, NO_LIMIT, true))
        .answer(
            api.searchMsgLimited(),
            (cid, limit) -> messages.search(TipsetKey.HEAD, cid, limit.height(), true))
        .answer(api.getReceipt(), (cid, key) -> telling(() -> receipt(cid, key)));
  }

  private Optional<Receipt> receipt(Cid cid, TipsetKey key) throws IOException {
    return chain.search(key, cid, NO_LIMIT, true).map(found -> found.receipt());
  }
}
