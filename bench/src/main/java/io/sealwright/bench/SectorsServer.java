package io.sealwright.bench;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.server.Call;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A lotus-miner and a full node in one process that answer from recordings, the miner with as many
 * sectors as asked for, each with the recorded answer of a proven one and its own number.
 */
final class SectorsServer implements AutoCloseable {
  private static final TokenAuthority TOKENS =
      new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]);

  private final RpcServer miner;
  private final RpcServer node;

  private SectorsServer(RpcServer miner, RpcServer node) {
    this.miner = miner;
    this.node = node;
  }

  /**
   * Serves.
   *
   * @param recordings the folder {@code vectors/lotus-rpc}
   */
  static SectorsServer start(Path recordings, long sectors) throws IOException {
    ObjectNode proven =
        (ObjectNode) result(recordings, "miner/Filecoin.SectorsStatus.state-Proving.on-chain.json");
    JsonNode numbers =
        LongStream.range(0, sectors)
            .mapToObj(JsonNodeFactory.instance::numberNode)
            .collect(
                JsonNodeFactory.instance::arrayNode,
                (array, number) -> array.add(number),
                (one, other) -> one.addAll(other));
    RpcApi.Builder miner = new RpcApi.Builder();
    fixed(miner, "Version", result(recordings, "miner/Filecoin.Version.json"));
    fixed(miner, "ActorAddress", result(recordings, "miner/Filecoin.ActorAddress.json"));
    fixed(miner, "SectorsList", numbers);
    miner.answer(method("SectorsStatus", 2), call -> status(proven, call));
    RpcApi.Builder node = new RpcApi.Builder();
    fixed(node, "Version", result(recordings, "full/Filecoin.Version.json"));
    fixed(node, "StateNetworkName", result(recordings, "full/Filecoin.StateNetworkName.json"));
    fixed(node, "ChainHead", result(recordings, "full/Filecoin.ChainHead.json"));
    node.answer(method("StateMinerPartitions", 3), call -> partitions(call, sectors));
    return new SectorsServer(serve("/rpc/v0", miner.build()), serve("/rpc/v1", node.build()));
  }

  String minerApi() {
    return api(miner);
  }

  String nodeApi() {
    return api(node);
  }

  @Override
  public void close() {
    miner.close();
    node.close();
  }

  private static String api(RpcServer server) {
    return TOKENS.sign(Permissions.ALL) + ":http://127.0.0.1:" + server.address().getPort();
  }

  private static JsonNode status(ObjectNode proven, Call call) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.setAll(proven);
    return own.set("SectorID", call.params().getFirst());
  }

  /** The sectors in equal shares, in one partition each. */
  private static JsonNode partitions(Call call, long sectors) {
    long deadline = call.params().get(1).asLong();
    long share = Math.ceilDiv(sectors, 48);
    long before = Math.min(sectors, deadline * share);
    long here = Math.min(share, sectors - before);
    ObjectNode partition = JsonNodeFactory.instance.objectNode();
    for (String set : new String[] {"AllSectors", "LiveSectors", "ActiveSectors"}) {
      partition.putArray(set).add(before).add(here);
    }
    partition.putArray("FaultySectors").add(0);
    partition.putArray("RecoveringSectors").add(0);
    return JsonNodeFactory.instance.arrayNode().add(partition);
  }

  private static void fixed(RpcApi.Builder api, String name, JsonNode value) {
    api.answer(method(name, 0), _ -> value);
  }

  private static RpcMethod<JsonNode> method(String name, int parameters) {
    return RpcMethod.query(name, parameters, Permission.READ, JsonForm.RAW);
  }

  private static RpcServer serve(String path, RpcApi api) {
    return RpcServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new Serving(Map.of(path, api), TOKENS, Optional.empty()),
        ServerSettings.DEFAULTS);
  }

  private static JsonNode result(Path recordings, String file) throws IOException {
    try {
      return RpcJson.parse(Files.readString(recordings.resolve(file)))
          .path("response")
          .path("result");
    } catch (UnexpectedJson e) {
      throw new IOException(file, e);
    }
  }
}
