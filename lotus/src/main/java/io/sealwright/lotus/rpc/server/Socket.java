package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.RequestId;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.lotus.rpc.server.RpcApi.Streamed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One WebSocket connection.
 *
 * <pre>
 *   frame in ──▶ a virtual thread for each call ──▶ reply ─┐
 *                     └─ if a channel: its values, close ──┴─▶ Outbound ──▶ writer ──▶ peer
 * </pre>
 *
 * Cancelling interrupts the thread of a call. The writer alone sends, and pings. A peer that lets
 * the outbound frames stand still for too long is dropped, which cancels all it asked for.
 */
final class Socket {
  private static final Logger LOG = LoggerFactory.getLogger(Socket.class);
  private static final String VALUE = "xrpc.ch.val";
  private static final String CLOSE = "xrpc.ch.close";
  private static final String CANCEL = "xrpc.cancel";

  private final Dispatcher dispatcher;
  private final Caller caller;
  private final FrameSink sink;
  private final ServerSettings settings;
  private final Outbound outbound;
  private final Semaphore places;
  private final Map<RequestId, Thread> cancellable = new ConcurrentHashMap<>();
  private final Map<Thread, RequestId> running = new ConcurrentHashMap<>();
  private final AtomicLong lastChannel = new AtomicLong();

  Socket(Dispatcher dispatcher, Caller caller, FrameSink sink, ServerSettings settings) {
    this.dispatcher = dispatcher;
    this.caller = caller;
    this.sink = sink;
    this.settings = settings;
    this.outbound = new Outbound(settings.framesPerSocket());
    this.places = new Semaphore(settings.callsPerSocket());
  }

  /** Begins to send. */
  void start() {
    Thread.ofVirtual().name("rpc-socket-writer").start(this::write);
  }

  /** Takes one frame. What is no request is dropped without a word, as Lotus does. */
  void receive(String frame) {
    JsonNode node;
    Request request;
    try {
      node = RpcJson.parse(frame);
      request = Request.of(node);
    } catch (UnexpectedJson e) {
      LOG.debug("dropped a frame: {}", e.getMessage());
      return;
    }
    boolean isReply = request.method().isEmpty() && (node.has("result") || node.has("error"));
    if (request.method().equals(CANCEL)) {
      cancel(request);
    } else if (!isReply && !request.method().equals(VALUE) && !request.method().equals(CLOSE)) {
      begin(node, request);
    }
  }

  /** Ends everything that was asked for here. May be called more than once. */
  void closed() {
    outbound.close();
    running.keySet().forEach(Thread::interrupt);
  }

  /** Ends the connection as well: the server stops. */
  void end() {
    closed();
    sink.drop();
  }

  private void cancel(Request request) {
    try {
      if (request.params().size() == 1) {
        Optional.ofNullable(cancellable.get(RequestId.of(request.params().get(0))))
            .ifPresent(Thread::interrupt);
      }
    } catch (UnexpectedJson e) {
      LOG.debug("dropped a cancellation: {}", e.getMessage());
    }
  }

  private void begin(JsonNode node, Request request) {
    RequestId id = idOrNone(request);
    if (!places.tryAcquire()) {
      String text = "more than " + settings.callsPerSocket() + " calls on one connection";
      enqueue(Reply.failure(id, new RpcError(RpcError.TOO_MUCH, text)).text());
      return;
    }
    Thread thread = Thread.ofVirtual().name("rpc-call").unstarted(() -> new Task(id).run(node));
    running.put(thread, id);
    if (!(id instanceof RequestId.None)) {
      cancellable.put(id, thread);
    }
    thread.start();
    if (outbound.isClosed()) {
      thread.interrupt();
    }
  }

  private static RequestId idOrNone(Request request) {
    try {
      return request.requestId();
    } catch (UnexpectedJson _) {
      return RequestId.none();
    }
  }

  /** One call, and its stream if it opens a channel. */
  private final class Task implements Dispatcher.Channels {
    private final RequestId id;
    private Runnable stream = () -> {};

    Task(RequestId id) {
      this.id = id;
    }

    void run(JsonNode node) {
      try {
        Reply reply = dispatcher.dispatch(node, caller, Optional.of(this));
        enqueue(reply.text());
        if (reply instanceof Reply.Success) {
          stream.run();
        }
      } finally {
        cancellable.remove(id, Thread.currentThread());
        running.remove(Thread.currentThread());
        places.release();
      }
    }

    @Override
    public <T> JsonNode open(Streamed<T> channel, Source.Stream<T> body) {
      long number = lastChannel.incrementAndGet();
      stream = () -> stream(channel, number, body);
      return JsonNodeFactory.instance.numberNode(number);
    }

    private <T> void stream(Streamed<T> channel, long number, Source.Stream<T> body) {
      try {
        body.run(value -> send(number, channel.declared().value().encode(value)));
      } catch (InterruptedException _) {
        LOG.debug("channel {} of {} was cancelled", number, channel.declared().name());
      } catch (RuntimeException e) {
        LOG.error("channel {} of {} failed", number, channel.declared().name(), e);
      }
      enqueue(notification(CLOSE, JsonNodeFactory.instance.arrayNode().add(number)));
    }

    private void send(long number, JsonNode value) throws InterruptedException {
      JsonNode params = JsonNodeFactory.instance.arrayNode().add(number).add(value);
      if (Thread.interrupted() || !enqueue(notification(VALUE, params))) {
        throw new InterruptedException("the subscriber is gone");
      }
    }
  }

  private static String notification(String method, JsonNode params) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("jsonrpc", "2.0").put("method", method).set("params", params);
    return RpcJson.write(node) + "\n";
  }

  /**
   * Puts a frame in line; false if the socket is gone. A cancelled call still tells its end, so the
   * interruption is put aside meanwhile.
   */
  private boolean enqueue(String frame) {
    if (frame.isEmpty()) {
      return true;
    }
    boolean interrupted = Thread.interrupted();
    while (true) {
      try {
        boolean taken = outbound.put(frame, settings.patience());
        if (!taken && !outbound.isClosed()) {
          drop("does not read");
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return taken;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
  }

  private void write() {
    long nextPing = System.nanoTime() + settings.pingEvery().toNanos();
    try {
      while (!outbound.isClosed()) {
        Duration untilPing = Duration.ofNanos(Math.max(0, nextPing - System.nanoTime()));
        Optional<String> frame = outbound.take(untilPing);
        if (frame.isPresent() && !sink.text(frame.get(), settings.patience())) {
          drop("does not take a frame");
        }
        if (System.nanoTime() >= nextPing && !outbound.isClosed()) {
          nextPing += settings.pingEvery().toNanos();
          if (!sink.ping(settings.patience())) {
            drop("does not take a ping");
          }
        }
      }
    } catch (InterruptedException _) {
      drop("is not wanted any more");
    }
  }

  private void drop(String why) {
    if (!outbound.isClosed()) {
      LOG.info("dropped a socket: its peer {}", why);
      closed();
      sink.drop();
    }
  }
}
