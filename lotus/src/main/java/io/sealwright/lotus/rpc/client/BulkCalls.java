package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.brief.JsonNames;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.RpcMethod.Effect;
import io.sealwright.lotus.rpc.client.BulkAnswers.Reader;
import io.sealwright.lotus.rpc.typed.Ask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One query asked about many things: a hundred thousand sectors, each of which has an answer of
 * kilobytes of which a few words are wanted.
 *
 * <p>Several requests travel in one HTTP body, as nodes of 2022 and later take them; an older node
 * refuses the first such body and is then asked one by one. A few bodies are under way at a time.
 * An answer is read as it stands in the bytes received, never as a tree, and what is not wanted of
 * it is passed over. The threads are the platform's: reading is work, and virtual ones pay a tenth
 * of the whole for waiting; one that is no longer wanted ends with the body it reads.
 */
public final class BulkCalls {
  /** Requests in one body. With answers of some kilobytes a body stays below half a mebibyte. */
  static final int BATCH = 64;

  /** Bodies under way at a time: enough to keep a node busy, few enough not to starve others. */
  static final int PARALLEL = 4;

  private final HttpRoute route;
  private final ClientSettings settings;
  private final Pause pause;

  BulkCalls(HttpRoute route, ClientSettings settings, Pause pause) {
    this.route = route;
    this.settings = settings;
    this.pause = pause;
  }

  /**
   * Asks several requests of one method, whose answers are few or small.
   *
   * @throws RpcException if the node refuses one, after all were asked
   */
  public <R> List<R> ask(List<Ask<R>> asks) throws RpcException, InterruptedException {
    List<R> results = new ArrayList<>();
    for (BulkAnswer<R> answer : answers(asks)) {
      results.add(answer.orThrow());
    }
    return results;
  }

  /**
   * The same, where the node may refuse some and answer the others.
   *
   * @throws RpcException if the node cannot be reached, refuses the token or is not understood
   */
  public <R> List<BulkAnswer<R>> answers(List<Ask<R>> asks)
      throws RpcException, InterruptedException {
    if (asks.isEmpty()) {
      return List.of();
    }
    RpcMethod<R> method = asks.getFirst().method();
    return ask(
        method,
        asks.size(),
        i -> RpcJson.write(JsonNodeFactory.instance.arrayNode().addAll(asks.get(i).params())),
        JsonNames.of(),
        in -> method.result().decode(in.tree()));
  }

  /**
   * Asks a query so many times.
   *
   * @param params the parameters of each call, as the text of a JSON array
   * @param names the fields the reader asks for
   * @return the results in the order of the calls; a call that the node refuses has its refusal
   * @throws RpcException if the node cannot be reached, refuses the token or is not understood
   */
  public <R> List<BulkAnswer<R>> ask(
      RpcMethod<?> method, int count, IntFunction<String> params, JsonNames names, Reader<R> reader)
      throws RpcException, InterruptedException {
    if (method.effect() != Effect.QUERY) {
      throw new IllegalArgumentException(method.name() + " is not a query");
    }
    return new Asking<>(
            method.wireName(), params, new BulkAnswers<>(method.wireName(), count, reader, names))
        .all();
  }

  /** One run through all calls. */
  private final class Asking<R> {
    private final String method;
    private final int count;
    private final IntFunction<String> params;
    private final BulkAnswers<R> answers;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private int batch = BATCH;

    Asking(String method, IntFunction<String> params, BulkAnswers<R> answers) {
      this.method = method;
      this.count = answers.count();
      this.params = params;
      this.answers = answers;
    }

    List<BulkAnswer<R>> all() throws RpcException, InterruptedException {
      if (count > 0) {
        first();
      }
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < PARALLEL && next.get() < count; i++) {
        threads.add(Thread.ofPlatform().daemon().name("bulk-" + i).start(this::drain));
      }
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } finally {
        next.set(count);
        threads.forEach(Thread::interrupt);
      }
      if (!failures.isEmpty()) {
        raise(failures.getFirst());
      }
      return answers.list();
    }

    /** The first body tells whether the node takes several requests in one. */
    private void first() throws RpcException, InterruptedException {
      int size = Math.min(batch, count);
      if (!exchange(0, size)) {
        batch = 1;
        exchangeSingly(0, size);
      }
      next.set(size);
    }

    private void drain() {
      try {
        for (int from = take(); from < count && failures.isEmpty(); from = take()) {
          int to = Math.min(from + batch, count);
          if (batch == 1) {
            exchangeSingly(from, to);
          } else if (!exchange(from, to)) {
            throw new Misunderstood(
                "the answer to " + (to - from) + " requests at once is no list");
          }
        }
      } catch (RpcException | InterruptedException | RuntimeException | Error e) {
        failures.add(e);
      }
    }

    private int take() {
      return next.getAndAdd(batch);
    }

    private boolean exchange(int from, int to) throws RpcException, InterruptedException {
      StringBuilder body = new StringBuilder("[");
      for (int i = from; i < to; i++) {
        append(body.append(i > from ? "," : ""), i);
      }
      return answers.readBatch(send(body.append(']').toString()), from, to);
    }

    private void exchangeSingly(int from, int to) throws RpcException, InterruptedException {
      for (int i = from; i < to; i++) {
        StringBuilder body = new StringBuilder();
        append(body, i);
        answers.readSingle(send(body.toString()), i);
      }
    }

    private void append(StringBuilder body, int index) {
      body.append("{\"jsonrpc\":\"2.0\",\"id\":")
          .append(index + 1)
          .append(",\"method\":\"")
          .append(method)
          .append("\",\"params\":")
          .append(params.apply(index))
          .append('}');
    }

    private byte[] send(String body) throws RpcException, InterruptedException {
      for (int attempt = 1; ; attempt++) {
        try {
          return route.exchangeLong(body, method);
        } catch (Unreachable e) {
          if (attempt >= settings.attempts()) {
            throw e;
          }
          pause.of(settings.pauseBefore(attempt + 1));
        }
      }
    }
  }

  private static void raise(Throwable failure) throws RpcException, InterruptedException {
    switch (failure) {
      case RpcException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
