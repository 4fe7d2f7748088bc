package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one path answers: each method with the code behind it. */
public final class RpcApi {
  private final Map<String, Served> served;

  private RpcApi(Map<String, Served> served) {
    this.served = Map.copyOf(served);
  }

  /** A method with its answer, or a channel with its source. */
  sealed interface Served {
    Declared declared();
  }

  record Answered<R>(RpcMethod<R> declared, Answer<R> answer) implements Served {}

  record Streamed<T>(RpcChannel<T> declared, Source<T> source) implements Served {}

  Optional<Served> find(String wireName) {
    return Optional.ofNullable(served.get(wireName));
  }

  /** Every method once, aliases left out. */
  public List<Declared> declared() {
    return served.values().stream().map(Served::declared).distinct().toList();
  }

  /** Collects an API. A name may be given one meaning only. */
  public static final class Builder {
    private final Map<String, Served> served = new HashMap<>();

    public <R> Builder answer(RpcMethod<R> method, Answer<R> answer) {
      return add(method.wireName(), new Answered<>(method, answer));
    }

    public <T> Builder stream(RpcChannel<T> channel, Source<T> source) {
      return add(channel.wireName(), new Streamed<>(channel, source));
    }

    /** A second name of a method that was given before. */
    public Builder alias(String name, Declared method) {
      Served target = served.get(method.wireName());
      if (target == null) {
        throw new IllegalArgumentException(method.wireName() + " is not served");
      }
      return add(name, target);
    }

    public RpcApi build() {
      return new RpcApi(served);
    }

    private Builder add(String name, Served entry) {
      if (served.putIfAbsent(name, entry) != null) {
        throw new IllegalArgumentException(name + " is served twice");
      }
      return this;
    }
  }
}
