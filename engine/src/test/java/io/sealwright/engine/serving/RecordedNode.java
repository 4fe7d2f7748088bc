package io.sealwright.engine.serving;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import io.sealwright.protocol.address.NetworkLetter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A full node that says of each sector below 12 what a real one said of one sector. */
final class RecordedNode implements AutoCloseable {
  private static final FullApi API = FullApi.of(NetworkLetter.TESTNET);
  private static final long SECTORS = 12;

  private final RpcServer server;

  RecordedNode() {
    RpcApi api =
        new RpcApi.Builder()
            .answer(
                API.miner().sectorGetInfo(),
                (_, number, _) ->
                    number.number() < SECTORS
                        ? result("StateSectorGetInfo.cc", API.miner().sectorGetInfo().result())
                        : Optional.empty())
            .answer(
                API.miner().sectorExpiration(),
                (_, _, _) ->
                    result("StateSectorExpiration.cc", API.miner().sectorExpiration().result()))
            .answer(
                API.miner().allocated(),
                (_, _) -> result("StateMinerAllocated", API.miner().allocated().result()))
            .answer(API.chain().head(), () -> result("ChainHead", API.chain().head().result()))
            .build();
    server =
        RpcServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Serving(Map.of("/rpc/v1", api), new TokenAuthority(new byte[32]), Optional.empty()),
            ServerSettings.DEFAULTS);
  }

  private static <R> R result(String name, JsonForm<R> form) {
    try {
      return form.decode(Recorded.of("../full/Filecoin." + name).response().path("result"));
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(e);
    }
  }

  FullNode node() {
    String address = "/ip4/127.0.0.1/tcp/" + server.address().getPort() + "/http";
    RpcClient client =
        RpcClient.of(
            List.of(ApiAddress.parse(address)),
            ApiAddress.Generation.V1,
            RpcClient.Transport.HTTP,
            ClientSettings.DEFAULTS,
            Thread::sleep);
    NodeVersion version =
        new NodeVersion("v1.36.2", new ApiVersion(2, 3, 0), 4, Optional.of("lotus"));
    return FullNode.of(client, version, NetworkLetter.TESTNET);
  }

  @Override
  public void close() {
    server.close();
  }
}
