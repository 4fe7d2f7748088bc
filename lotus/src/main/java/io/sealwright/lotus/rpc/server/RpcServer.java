package io.sealwright.lotus.rpc.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.NetworkConnectionLimit;

/**
 * A running server. HTTP and WebSocket share each path: a request to upgrade becomes a socket, and
 * the body of any other, whatever its verb and content type, is taken as JSON-RPC.
 */
public final class RpcServer implements AutoCloseable {
  private final Javalin javalin;
  private final Routes routes;
  private final InetSocketAddress address;

  private RpcServer(Javalin javalin, Routes routes, InetSocketAddress address) {
    this.javalin = javalin;
    this.routes = routes;
    this.address = address;
  }

  /**
   * Starts to serve.
   *
   * @param address port 0 takes a free one
   * @throws UncheckedIOException if it cannot listen there
   */
  public static RpcServer start(
      InetSocketAddress address, Serving serving, ServerSettings settings) {
    Routes routes = new Routes(serving, settings);
    Javalin javalin =
        Javalin.create(config -> {
          limit(config, settings);
          routes.declare(config.routes);
        });
    try {
      javalin.start(address.getHostString(), address.getPort());
    } catch (JavalinException e) {
      BindException taken = new BindException("the address is taken, or none of this machine");
      taken.initCause(e);
      throw new UncheckedIOException(taken);
    }
    return new RpcServer(javalin, routes, address);
  }

  private static void limit(JavalinConfig config, ServerSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.maxRequestSize = settings.maxRequestBytes();
    config.jetty.modifyServer(
        server -> server.addBean(new NetworkConnectionLimit(settings.maxConnections(), server)));
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setIdleTimeout(settings.patience().toMillis());
    });
    config.jetty.modifyWebSocketServletFactory(sockets -> {
      sockets.setMaxTextMessageSize(settings.maxRequestBytes());
      sockets.setMaxBinaryMessageSize(settings.maxRequestBytes());
      sockets.setMaxFrameSize(settings.maxRequestBytes());
      // Our pings keep a socket alive; a peer that does not take them is dropped by its writer.
      sockets.setIdleTimeout(settings.pingEvery().multipliedBy(6));
    });
  }

  /** Where this server listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(address.getHostString(), javalin.port());
  }

  /** Where the API is, as operators write it. */
  public String multiaddress() {
    String host = address.getHostString();
    String kind = host.contains(":") ? "ip6" : host.matches("[0-9.]+") ? "ip4" : "dns";
    return "/%s/%s/tcp/%d/http".formatted(kind, host, javalin.port());
  }

  /** Stops to serve; open connections end. */
  @Override
  public void close() {
    routes.endSockets();
    javalin.stop();
  }
}
