package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.ChainMessage;
import io.sealwright.devchain.chain.NullRounds;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.api.full.ChainMethods;
import io.sealwright.lotus.node.BlockMessages;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.node.HeadChange;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.List;

/** Blocks, messages and objects. */
record ChainAnswers(DevNode node, ChainMethods api) {

  void addTo(RpcApi.Builder builder) {
    tipsets(builder);
    messages(builder);
    builder
        .answer(api.readObj(), this::readObj)
        .answer(api.hasObj(), cid -> telling(() -> node.blocks().block(cid).isPresent()))
        .stream(api.notifyHead(), _ -> new HeadStream(chain()))
        .stream(api.export(), this::export);
  }

  private void tipsets(RpcApi.Builder builder) {
    builder
        .answer(api.head(), () -> chain().head())
        .answer(api.getGenesis(), () -> chain().genesis())
        .answer(api.getFinalizedTipSet(), () -> telling(this::finalized))
        .answer(api.getBlock(), cid -> telling(() -> chain().block(cid)))
        .answer(api.getTipSet(), key -> telling(() -> chain().tipset(key)))
        .answer(
            api.getTipSetByHeight(),
            (height, from) -> telling(() -> chain().tipsetAt(height, from, NullRounds.BEFORE)))
        .answer(
            api.getTipSetAfterHeight(),
            (height, from) -> telling(() -> chain().tipsetAt(height, from, NullRounds.AFTER)))
        .answer(
            api.getPath(),
            (from, to) ->
                telling(
                    () -> chain().path(from, to).stream().map(HeadStream::told).toList()))
        .answer(
            api.tipSetWeight(), key -> telling(() -> chain().weight(chain().tipset(key))));
  }

  private void messages(RpcApi.Builder builder) {
    builder
        .answer(api.getMessage(), cid -> telling(() -> chain().message(cid)))
        .answer(api.getBlockMessages(), cid -> telling(() -> blockMessages(cid)))
        .answer(api.getParentMessages(), cid -> telling(() -> parentMessages(cid)))
        .answer(
            api.getParentReceipts(), cid -> telling(() -> chain().receipts(chain().block(cid))))
        .answer(
            api.getMessagesInTipset(), key -> telling(() -> included(chain().tipset(key))));
  }

  private Tipset finalized() throws IOException {
    Tipset head = chain().head();
    long height = head.height().height() - node.settings().rules().finality().epochs();
    return chain().tipsetAt(new Epoch(Math.max(0, height)), head.key(), NullRounds.BEFORE);
  }

  private BlockMessages blockMessages(Cid cid) throws IOException {
    var messages = chain().messagesOf(chain().block(cid));
    return new BlockMessages(messages.bls(), messages.secp(), messages.cids());
  }

  private List<Included> parentMessages(Cid cid) throws IOException {
    BlockHeader block = chain().block(cid);
    if (block.height().equals(Epoch.GENESIS)) {
      return List.of();
    }
    return included(chain().tipset(new TipsetKey(block.parents())));
  }

  private List<Included> included(Tipset tipset) throws IOException {
    return chain().messagesIn(tipset).stream().map(ChainAnswers::included).toList();
  }

  private static Included included(ChainMessage message) {
    return new Included(message.cid(), message.message());
  }

  private ByteString readObj(Cid cid) throws CallFailed, InterruptedException {
    return telling(
        () ->
            node.blocks()
                .block(cid)
                .map(ByteString::of)
                .orElseThrow(
                    () -> new CallFailed("blockstore get: ipld: could not find " + cid)));
  }

  private ExportedChain export(Epoch recentStates, boolean skipOldMessages, TipsetKey head)
      throws CallFailed, InterruptedException {
    Tipset from = telling("loading tipset %s: ".formatted(head), () -> chain().tipset(head));
    return new ExportedChain(node, recentStates.height(), skipOldMessages, from.key());
  }

  private Chain chain() {
    return node.chain();
  }
}
