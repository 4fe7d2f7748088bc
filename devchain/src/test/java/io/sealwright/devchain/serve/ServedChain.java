package io.sealwright.devchain.serve;

import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.NewChain;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.devchain.node.Parts;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.rpc.auth.Permission;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A chain with one miner that is moved by hand, served on a port of its own. */
final class ServedChain implements AutoCloseable {
  static final FullApi API = FullApi.of(NetworkLetter.TESTNET);
  static final UUID SESSION = UUID.fromString("9b1704b9-e359-48a2-bdac-62e09e07e25b");

  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(28));
  private static final long SEED = 20_261_125;

  private final DevNode node;
  private final DevServer server;
  private Instant now = Instant.ofEpochSecond(1_795_412_282);

  private ServedChain(Path folder) throws IOException {
    ActorCode miner = new MinerActor(new WithheldProofs());
    Parts parts = Parts.of(RULES, miner, () -> now, new Random(SEED));
    NewChain.Plan plan = new NewChain.Plan("served-2k", RULES, SectorSize.KIB_2, 1);
    node = DevNode.open(folder, NodeSettings.of(RULES), parts, new NewChain(plan, parts, miner));
    ServerFacts facts =
        new ServerFacts(
            "0.0.0", true, SESSION, () -> now, folder.resolve("backup"), new NoLogs(), () -> {});
    server =
        DevServer.start(node, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), facts);
  }

  /** Loggers that are not there. */
  private record NoLogs() implements LogLevels {
    @Override
    public List<String> names() {
      return List.of("wdpost");
    }

    @Override
    public void set(String logger, String level) {
      if (!List.of("debug", "info", "warn", "error").contains(level)) {
        throw new IllegalArgumentException(level);
      }
    }
  }

  static ServedChain in(Path folder) throws IOException {
    return new ServedChain(folder);
  }

  DevNode node() {
    return node;
  }

  /** Makes so many tipsets, each an epoch later. */
  void advance(int tipsets) throws IOException {
    for (int i = 0; i < tipsets; i++) {
      now = now.plus(RULES.blockDelay());
      node.step();
    }
  }

  String httpBase() {
    return "http://" + ApiAddress.parse(server.apiInfo()).authority();
  }

  String token(Permission... allowed) {
    return new TokenAuthority(node.tokenSecret()).sign(Permissions.of(allowed));
  }

  RpcClient client(RpcClient.Transport transport) {
    return RpcClient.of(
        ApiAddress.parseAll(server.apiInfo()),
        ApiAddress.Generation.V1,
        transport,
        ClientSettings.DEFAULTS,
        Thread::sleep);
  }

  @Override
  public void close() throws IOException {
    server.close();
    node.close();
  }
}
