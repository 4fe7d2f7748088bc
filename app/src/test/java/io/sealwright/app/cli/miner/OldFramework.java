package io.sealwright.app.cli.miner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sealwright.app.replay.ReplayingPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * The framework of 2022 in front of a peer: it does not know arrays of requests, and answers one
 * with status 500 and nothing.
 */
final class OldFramework implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI behind;
  private final String path;
  private final String token;

  private OldFramework(HttpServer server, URI behind, String path, String token) {
    this.server = server;
    this.behind = behind;
    this.path = path;
    this.token = token;
  }

  static OldFramework before(ReplayingPeer peer) {
    String[] parts = peer.apiInfo().split(":/ip4/127.0.0.1/tcp/|/http");
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OldFramework old =
          new OldFramework(server, URI.create("http://127.0.0.1:" + parts[1]), "/rpc/", parts[0]);
      server.createContext("/", old::answer);
      server.start();
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String apiInfo() {
    return token + ":http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.startsWith("[") || !exchange.getRequestURI().getPath().startsWith(path)) {
      exchange.sendResponseHeaders(500, -1);
      exchange.close();
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(reply.statusCode(), reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }
}
