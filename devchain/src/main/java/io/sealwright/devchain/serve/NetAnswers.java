package io.sealwright.devchain.serve;

import io.sealwright.lotus.api.NetMethods;
import io.sealwright.lotus.node.NetworkState;
import io.sealwright.lotus.node.Peer;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** The network of a node that is alone: it has an identity, and no peers. */
record NetAnswers(String peerId, NetMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.id(), () -> peerId)
        .answer(api.addrsListen(), () -> new Peer(peerId, Optional.of(List.of())))
        .answer(api.peers(), List::of)
        .answer(api.peerInfo(), NetAnswers::unknown)
        .answer(
            api.agentVersion(),
            _ -> {
              throw new CallFailed("item not found");
            })
        .answer(api.connect(), NetAnswers::connect)
        .answer(api.disconnect(), _ -> Nothing.NOTHING)
        .answer(api.connectedness(), _ -> 0L)
        .answer(
            api.findPeer(),
            _ -> {
              throw new CallFailed("routing: not found");
            })
        .answer(
            api.ping(),
            id -> {
              throw new CallFailed("failed to dial " + id + ": a dev chain has no peers");
            });
    figures(builder);
  }

  private void figures(RpcApi.Builder builder) {
    builder
        .answer(api.pubsubScores(), List::of)
        .answer(
            api.autoNatStatus(), () -> new NetworkState.Reachability(0, Optional.empty()))
        .answer(
            api.bandwidthStats(),
            () -> new NetworkState.Bandwidth(0, 0, BigDecimal.ZERO, BigDecimal.ZERO))
        .answer(
            api.blockList(),
            () ->
                new NetworkState.Blocked(
                    Optional.of(List.of()), Optional.empty(), Optional.empty()))
        .answer(api.protectList(), List::of);
  }

  private static Peer.Detail unknown(String id) {
    return new Peer.Detail(
        id,
        "",
        Optional.empty(),
        Optional.of(List.of()),
        JsonNodeFactory.instance.nullNode());
  }

  private static Nothing connect(Peer peer) throws CallFailed {
    throw new CallFailed(
        "failed to dial: failed to dial %s: a dev chain has no peers and looks for none"
            .formatted(peer.id()));
  }
}
