package io.sealwright.devchain.serve;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** A node of a dev chain, served as a Lotus full node is. */
public final class DevServer implements AutoCloseable {
  private final DevNode node;
  private final RpcServer server;

  private DevServer(DevNode node, RpcServer server) {
    this.node = node;
    this.server = server;
  }

  /**
   * Starts to serve, and leaves a note of where in the node's folder.
   *
   * @param listen port 0 takes a free one
   */
  public static DevServer start(DevNode node, InetSocketAddress listen, ServerFacts facts)
      throws IOException {
    Apis apis = new Apis(node, facts);
    Serving serving =
        new Serving(
            Map.of(
                "/rpc/v0", apis.version0(),
                "/rpc/v1", apis.version1(),
                "/rpc/v2", apis.version2()),
            apis.tokens(),
            Optional.of(() -> !node.faults().stuckHead()));
    DevServer started = new DevServer(node, serve(listen, serving));
    node.announce(started.multiaddress());
    return started;
  }

  private static RpcServer serve(InetSocketAddress listen, Serving serving) throws IOException {
    try {
      return RpcServer.start(listen, serving, ServerSettings.DEFAULTS);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Where the API is, as operators write it. */
  public String multiaddress() {
    return server.multiaddress();
  }

  /** Token and address in one: what FULLNODE_API_INFO takes. */
  public String apiInfo() {
    return node.adminToken() + ":" + multiaddress();
  }

  @Override
  public void close() {
    server.close();
  }
}
