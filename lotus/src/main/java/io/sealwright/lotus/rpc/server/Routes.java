package io.sealwright.lotus.rpc.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;

/** Leads each HTTP request and each socket to the API of its path. */
final class Routes {
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TIMED_OUT = 408;
  private static final int UNAVAILABLE = 503;
  private static final String CALLER = "caller";

  private final Serving serving;
  private final ServerSettings settings;
  private final Gate gate;
  private final HttpBody bodies;
  private final Map<String, Socket> sockets = new ConcurrentHashMap<>();

  Routes(Serving serving, ServerSettings settings) {
    this.serving = serving;
    this.settings = settings;
    this.gate = new Gate(serving.tokens());
    this.bodies = new HttpBody(settings);
  }

  /** A handshake that ends with a status and no body. */
  private static final class HandshakeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    HandshakeRefused(int status) {
      super("handshake refused with " + status);
      this.status = status;
    }
  }

  void declare(RoutesConfig routes) {
    routes.before(this::serve);
    routes.wsBeforeUpgrade(this::shakeHands);
    routes.exception(HandshakeRefused.class, (e, context) -> empty(context, e.status));
    serving.apis().forEach((path, api) -> routes.ws(path, socket -> declareSocket(api, socket)));
  }

  /** Ends every socket; left to itself, a stopping server may leave one half open. */
  void endSockets() {
    sockets.values().forEach(Socket::end);
  }

  /** Answers every request here: the router's own rules on verbs do not hold for JSON-RPC. */
  private void serve(Context context) throws IOException {
    context.skipRemainingHandlers();
    RpcApi api = serving.apis().get(context.path());
    if (api == null) {
      servePage(context);
      return;
    }
    try {
      Caller caller = caller(context);
      answer(context, new HttpEndpoint(new Dispatcher(api), settings), caller);
    } catch (TokenRefused _) {
      empty(context, UNAUTHORIZED);
    }
  }

  private void answer(Context context, HttpEndpoint endpoint, Caller caller) throws IOException {
    switch (bodies.read(context.req().getInputStream())) {
      case HttpBody.Outcome.Read(String body) -> json(context, endpoint.answer(body, caller));
      case HttpBody.Outcome.TooLong _ -> {
        context.res().setHeader("Connection", "close");
        json(context, endpoint.tooLong());
      }
      case HttpBody.Outcome.TooSlow _ -> {
        context.res().setHeader("Connection", "close");
        empty(context, TIMED_OUT);
      }
      case HttpBody.Outcome.Busy _ -> empty(context, UNAVAILABLE);
    }
  }

  private void servePage(Context context) throws IOException {
    Optional<BooleanSupplier> ready = serving.ready();
    if (ready.isPresent() && context.path().equals("/health/livez")) {
      empty(context, Reply.HTTP_OK);
    } else if (ready.isPresent() && context.path().equals("/health/readyz")) {
      empty(context, ready.get().getAsBoolean() ? Reply.HTTP_OK : UNAVAILABLE);
    } else {
      context.res().setHeader("X-Content-Type-Options", "nosniff");
      body(context, NOT_FOUND, "text/plain; charset=utf-8", "404 page not found\n");
    }
  }

  private void shakeHands(Context context) throws HandshakeRefused {
    if (sockets.size() >= settings.maxSockets()) {
      throw new HandshakeRefused(UNAVAILABLE);
    }
    try {
      context.attribute(CALLER, caller(context));
    } catch (TokenRefused _) {
      throw new HandshakeRefused(UNAUTHORIZED);
    }
  }

  private void declareSocket(RpcApi api, WsConfig socket) {
    socket.onConnect(context -> connect(api, context));
    socket.onMessage(context -> find(context.sessionId()).receive(context.message()));
    socket.onClose(context -> forget(context.sessionId()));
    socket.onError(context -> forget(context.sessionId()));
  }

  private void connect(RpcApi api, WsConnectContext context) {
    Caller caller = Objects.requireNonNull(context.<Caller>attribute(CALLER));
    JettySink sink = new JettySink(context.session);
    Socket socket = new Socket(new Dispatcher(api), caller, sink, settings);
    sockets.put(context.sessionId(), socket);
    socket.start();
  }

  private Socket find(String session) {
    return Objects.requireNonNull(sockets.get(session), "a frame before its socket");
  }

  private void forget(String session) {
    Optional.ofNullable(sockets.remove(session)).ifPresent(Socket::closed);
  }

  private Caller caller(Context context) throws TokenRefused {
    String address = context.req().getRemoteAddr();
    return new Caller(
        gate.caller(
            Optional.ofNullable(context.header("Authorization")),
            Optional.ofNullable(context.queryParam("token")),
            address + ":" + context.req().getRemotePort()),
        address);
  }

  private static void json(Context context, HttpEndpoint.Response response) throws IOException {
    body(context, response.status(), "application/json", response.body());
  }

  private static void empty(Context context, int status) {
    context.res().setContentType(null);
    context.res().setStatus(status);
    context.res().setContentLength(0);
  }

  private static void body(Context context, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    HttpServletResponse response = context.res();
    response.setContentType(null);
    response.setStatus(status);
    // Set below the servlet layer, which would take out the space before the charset.
    ServletContextRequest.getServletContextRequest(context.req())
        .getServletContextResponse()
        .getWrapped()
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
