package io.sealwright.app.cli;

import io.sealwright.app.shell.Version;
import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.NewChain;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.devchain.node.Parts;
import io.sealwright.devchain.serve.DevServer;
import io.sealwright.devchain.serve.ServerFacts;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The chain of the demonstration: what {@code devchain run --rules fast} runs, in this process and
 * asked by HTTP like any other node.
 */
final class DemoChain implements AutoCloseable {
  private final DevNode node;
  private final DevServer server;
  private final RpcClient client;

  private DemoChain(DevNode node, DevServer server, RpcClient client) {
    this.node = node;
    this.server = server;
    this.client = client;
  }

  static DemoChain start(Path folder) throws IOException {
    NetworkRules rules = NetworkRules.fast(new NetworkVersion(28));
    ActorCode miner = new MinerActor(new WithheldProofs());
    Parts parts = Parts.of(rules, miner, InstantSource.system(), new SecureRandom());
    NewChain chain =
        new NewChain(new NewChain.Plan("demo", rules, SectorSize.KIB_2, 1), parts, miner);
    DevNode node = DevNode.open(folder, NodeSettings.of(rules), parts, chain);
    ServerFacts facts =
        new ServerFacts(
            Version.current().number(),
            true,
            UUID.randomUUID(),
            InstantSource.system(),
            folder.resolve("backup"),
            new NoLevels(),
            () -> {});
    DevServer server =
        DevServer.start(node, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), facts);
    node.start();
    return new DemoChain(node, server, client(server));
  }

  /** The node as a client sees it. */
  FullNode fullNode() throws RpcException, InterruptedException {
    return FullNode.of(client, client.call(CommonApi.VERSION), node.settings().rules().letter());
  }

  /** Where the API is. */
  String address() {
    return server.multiaddress();
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    node.close();
  }

  private static RpcClient client(DevServer server) {
    return RpcClient.of(
        ApiAddress.parseAll(server.apiInfo()),
        ApiAddress.Generation.V1,
        RpcClient.Transport.HTTP,
        ClientSettings.DEFAULTS,
        Pause.REAL);
  }

  /** Nobody changes log levels in a demonstration. */
  private record NoLevels() implements LogLevels {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public void set(String logger, String level) {
      throw new IllegalArgumentException("no logger " + logger);
    }
  }
}
