package io.sealwright.lotus.api;

import static io.sealwright.lotus.json.ValueJson.DURATION;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.WRITE;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.NetworkJson;
import io.sealwright.lotus.node.NetworkState;
import io.sealwright.lotus.node.Peer;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import java.time.Duration;
import java.util.List;

/** The connection to other nodes, of a full node or a miner. */
public final class NetMethods {

  public Method0<String> id() {
    return query("ID", READ, JsonForm.TEXT.named("peer.ID")).taking();
  }

  public Method0<Peer> addrsListen() {
    return query("NetAddrsListen", READ, NetworkJson.PEER).taking();
  }

  public Method0<List<Peer>> peers() {
    return query("NetPeers", READ, NetworkJson.PEER.list()).taking();
  }

  public Method1<String, Peer.Detail> peerInfo() {
    return query("NetPeerInfo", READ, NetworkJson.PEER_DETAIL).taking(JsonForm.TEXT);
  }

  public Method1<String, String> agentVersion() {
    return query("NetAgentVersion", READ, JsonForm.TEXT).taking(JsonForm.TEXT);
  }

  /** Connecting twice does no harm. */
  public Method1<Peer, Nothing> connect() {
    return query("NetConnect", WRITE, JsonForm.NOTHING).taking(NetworkJson.PEER);
  }

  public Method1<String, Nothing> disconnect() {
    return command("NetDisconnect", WRITE, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  /** 0 not connected, 1 connected. */
  public Method1<String, Long> connectedness() {
    return query("NetConnectedness", READ, JsonForm.I64).taking(JsonForm.TEXT);
  }

  public Method1<String, Peer> findPeer() {
    return query("NetFindPeer", READ, NetworkJson.PEER).taking(JsonForm.TEXT);
  }

  public Method1<String, Duration> ping() {
    return query("NetPing", READ, DURATION).taking(JsonForm.TEXT);
  }

  public Method0<List<Peer.Score>> pubsubScores() {
    return query("NetPubsubScores", READ, NetworkJson.PEER_SCORE.list()).taking();
  }

  public Method0<NetworkState.Reachability> autoNatStatus() {
    return query("NetAutoNatStatus", READ, NetworkJson.REACHABILITY).taking();
  }

  public Method0<NetworkState.Bandwidth> bandwidthStats() {
    return query("NetBandwidthStats", READ, NetworkJson.BANDWIDTH).taking();
  }

  public Method0<NetworkState.Blocked> blockList() {
    return query("NetBlockList", READ, NetworkJson.BLOCKED).taking();
  }

  public Method0<List<String>> protectList() {
    return query("NetProtectList", READ, slice(JsonForm.TEXT)).taking();
  }
}
