package io.sealwright.engine.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way to a node on which calls, or their answers, are lost. */
final class FaultyNode implements AutoCloseable {
  private static final Pattern METHOD = Pattern.compile("\"method\":\"Filecoin\\.([A-Za-z0-9]+)\"");
  private static final Pattern PORT = Pattern.compile("/tcp/([0-9]+)/");
  private static final String AUTHORIZATION = "Authorization";

  private final String info;
  private final int port;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Predicate<String> lost = _ -> false;
  private volatile Predicate<String> unanswered = _ -> false;

  /** Leads to the node at this address. */
  FaultyNode(String info) throws IOException {
    this.info = info;
    Matcher matcher = PORT.matcher(info);
    if (!matcher.find()) {
      throw new IllegalArgumentException(info);
    }
    this.port = Integer.parseInt(matcher.group(1));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::lead);
    server.start();
  }

  String apiInfo() {
    return PORT.matcher(info).replaceFirst("/tcp/" + server.getAddress().getPort() + "/");
  }

  /** Calls that do not arrive, and calls that arrive and whose answers do not. */
  void lose(Predicate<String> calls, Predicate<String> answers) {
    lost = calls;
    unanswered = answers;
  }

  private void lead(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Matcher matcher = METHOD.matcher(new String(body, StandardCharsets.UTF_8));
      String method = matcher.find() ? matcher.group(1) : "";
      if (lost.test(method)) {
        return;
      }
      HttpResponse<byte[]> answer = ask(exchange, body);
      if (!unanswered.test(method)) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + exchange.getRequestURI());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    String right = exchange.getRequestHeaders().getFirst(AUTHORIZATION);
    if (right != null) {
      request.header(AUTHORIZATION, right);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }
}
