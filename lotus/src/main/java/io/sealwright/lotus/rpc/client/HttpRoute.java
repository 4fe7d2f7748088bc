package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Calls by HTTP, each a request of its own. */
final class HttpRoute implements Route {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int FAILED = 500;

  private final HttpClient http;
  private final ApiAddress address;
  private final URI uri;
  private final ClientSettings settings;
  private final AtomicLong lastId = new AtomicLong();

  HttpRoute(
      HttpClient http, ApiAddress address, ApiAddress.Generation api, ClientSettings settings) {
    this.http = http;
    this.address = address;
    this.uri = address.http(api);
    this.settings = settings;
  }

  @Override
  public JsonNode ask(String method, List<JsonNode> params)
      throws RpcException, InterruptedException {
    String body = Messages.request(lastId.incrementAndGet(), method, params);
    String text = new String(exchange(body, method), StandardCharsets.UTF_8);
    return Messages.result(Messages.parse(text, method), method);
  }

  /** Sends a body and waits for the one that comes back. */
  byte[] exchange(String body, String method) throws RpcException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    HttpResponse<byte[]> response = send(request.build(), method);
    checkStatus(response.statusCode(), method);
    return response.body();
  }

  /** The same for an answer that may be long, which costs half as much this way. */
  byte[] exchangeLong(String body, String method) throws RpcException, InterruptedException {
    try {
      PlainExchange.Received received =
          new PlainExchange(uri, address.token(), settings).post(body);
      checkStatus(received.status(), method);
      return received.body();
    } catch (SocketTimeoutException e) {
      throw unanswered(method, e);
    } catch (IOException e) {
      throw failure(method, e);
    }
  }

  /** Sends, and waits for the whole answer: the client's own time-out ends with the headers. */
  private HttpResponse<byte[]> send(HttpRequest request, String method)
      throws RpcException, InterruptedException {
    Future<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxAnswerBytes()));
    try {
      return answer.get(settings.answerTo(method).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unanswered(method, e);
    } catch (ExecutionException e) {
      throw failure(method, e.getCause() instanceof IOException io ? io : new IOException(e));
    } finally {
      answer.cancel(true);
    }
  }

  private RpcException unanswered(String method, Exception cause) {
    return Unreachable.unanswered(
        "no answer to %s from %s within %s".formatted(method, address, settings.answerTo(method)),
        cause);
  }

  private RpcException failure(String method, IOException cause) {
    String text = "%s at %s: %s".formatted(method, address, Trouble.reason(cause));
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return Unreachable.neverSent(text, cause);
    }
    if (isTooLong(cause)) {
      return new Misunderstood(
          "the answer to %s exceeds %d bytes".formatted(method, settings.maxAnswerBytes()), cause);
    }
    return Unreachable.unanswered(text, cause);
  }

  /** The JDK's newer client says so in words only. */
  private static boolean isTooLong(IOException e) {
    return e instanceof PlainExchange.TooLong
        || String.valueOf(e.getMessage()).contains("body exceeds capacity");
  }

  /** Passes what may have an answer in its body. */
  private void checkStatus(int status, String method) throws RpcException {
    switch (status) {
      case OK, BAD_REQUEST, FAILED -> {}
      case Trouble.UNAUTHORIZED, Trouble.FORBIDDEN -> throw Trouble.tokenRefused(address, status);
      case Trouble.NOT_FOUND -> throw Trouble.nothingServed(uri);
      default ->
          throw status > FAILED
              ? new Unreachable("%s at %s: HTTP %d".formatted(method, address, status))
              : new Misunderstood("%s at %s: HTTP %d".formatted(method, address, status));
    }
  }
}
