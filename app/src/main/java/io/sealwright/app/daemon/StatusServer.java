package io.sealwright.app.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.app.daemon.Part.Verdict;
import io.sealwright.app.shell.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Answers how a process is, to whoever can reach its address; nothing can be changed there. */
final class StatusServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int THREADS = 2;
  private static final int OK = 200;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads;

  private StatusServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** A part's verdict as it is answered. */
  private record Line(boolean well, String words) {}

  /** Answers. */
  @FunctionalInterface
  private interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  static StatusServer start(
      InetSocketAddress address, Supplier<Map<String, Verdict>> health, PrometheusRegistry metrics)
      throws CommandFailure {
    InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
    try {
      if (resolved.isUnresolved()) {
        throw new IOException("no such host");
      }
      HttpServer server = HttpServer.create(resolved, 0);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS, Thread.ofPlatform().daemon().name("status-", 0).factory());
      server.setExecutor(threads);
      page(server, "/health", exchange -> health(exchange, health.get()));
      page(server, "/metrics", exchange -> metrics(exchange, metrics));
      server.start();
      return new StatusServer(server, threads);
    } catch (IOException e) {
      throw CommandFailure.refused(
              "cannot listen on %s:%d: %s"
                  .formatted(address.getHostString(), address.getPort(), e.getMessage()),
              "set another address in [health]; port 0 takes a free one")
          .because(e);
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void page(HttpServer server, String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            boolean reads =
                exchange.getRequestMethod().equals("GET")
                    || exchange.getRequestMethod().equals("HEAD");
            if (reads) {
              page.answer(exchange);
            } else {
              exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
            }
          }
        });
  }

  private static void health(HttpExchange exchange, Map<String, Verdict> parts) throws IOException {
    boolean well = parts.values().stream().allMatch(Verdict::well);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", well ? "well" : "unwell");
    Map<String, Line> lines = new LinkedHashMap<>();
    parts.forEach((name, verdict) -> lines.put(name, new Line(verdict.well(), verdict.words())));
    body.put("parts", lines);
    byte[] bytes = JSON.writeValueAsBytes(body);
    send(exchange, well ? OK : UNAVAILABLE, "application/json", bytes);
  }

  private static void metrics(HttpExchange exchange, PrometheusRegistry metrics)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(bytes, metrics.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    send(exchange, OK, PrometheusTextFormatWriter.CONTENT_TYPE, bytes.toByteArray());
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
