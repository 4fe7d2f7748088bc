package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/** Calls by WebSocket, all on one connection; when it is lost, the next call opens another. */
final class SocketRoute implements Route {
  private final HttpClient http;
  private final ApiAddress address;
  private final ApiAddress.Generation api;
  private final ClientSettings settings;
  private final ReentrantLock opening = new ReentrantLock();
  private Optional<SocketConnection> current = Optional.empty();

  SocketRoute(
      HttpClient http, ApiAddress address, ApiAddress.Generation api, ClientSettings settings) {
    this.http = http;
    this.address = address;
    this.api = api;
    this.settings = settings;
  }

  @Override
  public JsonNode ask(String method, List<JsonNode> params)
      throws RpcException, InterruptedException {
    return connection().ask(method, params);
  }

  /** The connection of now, opened if there is none. */
  SocketConnection connection() throws RpcException, InterruptedException {
    opening.lockInterruptibly();
    try {
      if (current.isPresent() && !current.get().isLost()) {
        return current.get();
      }
      SocketConnection fresh = SocketConnection.open(http, address, api, settings);
      current = Optional.of(fresh);
      return fresh;
    } finally {
      opening.unlock();
    }
  }

  void close() {
    opening.lock();
    try {
      current.ifPresent(SocketConnection::close);
      current = Optional.empty();
    } finally {
      opening.unlock();
    }
  }
}
