package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.typed.Channel0;
import io.sealwright.lotus.rpc.typed.Channel1;
import io.sealwright.lotus.rpc.typed.Channel3;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.lotus.rpc.typed.Method5;
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

  /** Something done before each call, which may refuse or delay it. */
  public interface Before {
    void call(Declared method) throws CallFailed, InterruptedException;
  }

  /** The same methods, with something done before each call. */
  public RpcApi with(Before before) {
    Map<String, Served> all = new HashMap<>();
    served.forEach((name, entry) -> all.put(name, interposed(entry, before)));
    return new RpcApi(all);
  }

  private static Served interposed(Served entry, Before before) {
    return switch (entry) {
      case Answered<?> method -> interposed(method, before);
      case Streamed<?> channel -> interposed(channel, before);
    };
  }

  private static <R> Served interposed(Answered<R> method, Before before) {
    return new Answered<>(
        method.declared(),
        call -> {
          before.call(method.declared());
          return method.answer().to(call);
        });
  }

  private static <T> Served interposed(Streamed<T> channel, Before before) {
    return new Streamed<>(
        channel.declared(),
        call -> {
          before.call(channel.declared());
          return channel.source().open(call);
        });
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

    public <R> Builder answer(Method0<R> method, Answers.Of0<R> answer) {
      return answer(method.declared(), _ -> answer.to());
    }

    public <A, R> Builder answer(Method1<A, R> method, Answers.Of1<A, R> answer) {
      return answer(method.declared(), call -> answer.to(call.param(0, method.first())));
    }

    public <A, B, R> Builder answer(Method2<A, B, R> method, Answers.Of2<A, B, R> answer) {
      return answer(
          method.declared(),
          call -> answer.to(call.param(0, method.first()), call.param(1, method.second())));
    }

    /** An answer that is told of the caller, too. */
    public <R> Builder answerTo(Method0<R> method, Answers.Of1<Caller, R> answer) {
      return answer(method.declared(), call -> answer.to(call.caller()));
    }

    /** An answer that is told of the caller, too. */
    public <A, R> Builder answerTo(Method1<A, R> method, Answers.Of2<A, Caller, R> answer) {
      return answer(
          method.declared(), call -> answer.to(call.param(0, method.first()), call.caller()));
    }

    /** An answer that is told of the caller, too. */
    public <A, B, R> Builder answerTo(
        Method2<A, B, R> method, Answers.Of3<A, B, Caller, R> answer) {
      return answer(
          method.declared(),
          call ->
              answer.to(
                  call.param(0, method.first()), call.param(1, method.second()), call.caller()));
    }

    public <A, B, C, R> Builder answer(Method3<A, B, C, R> method, Answers.Of3<A, B, C, R> answer) {
      return answer(
          method.declared(),
          call ->
              answer.to(
                  call.param(0, method.first()),
                  call.param(1, method.second()),
                  call.param(2, method.third())));
    }

    public <A, B, C, D, R> Builder answer(
        Method4<A, B, C, D, R> method, Answers.Of4<A, B, C, D, R> answer) {
      return answer(
          method.declared(),
          call ->
              answer.to(
                  call.param(0, method.first()),
                  call.param(1, method.second()),
                  call.param(2, method.third()),
                  call.param(3, method.fourth())));
    }

    public <A, B, C, D, E, R> Builder answer(
        Method5<A, B, C, D, E, R> method, Answers.Of5<A, B, C, D, E, R> answer) {
      return answer(
          method.declared(),
          call ->
              answer.to(
                  call.param(0, method.first()),
                  call.param(1, method.second()),
                  call.param(2, method.third()),
                  call.param(3, method.fourth()),
                  call.param(4, method.fifth())));
    }

    public <T> Builder stream(Channel0<T> channel, Source<T> source) {
      return stream(channel.declared(), source);
    }

    public <A, T> Builder stream(Channel1<A, T> channel, Answers.Of1<A, Source.Stream<T>> source) {
      return stream(channel.declared(), call -> source.to(call.param(0, channel.first())));
    }

    public <A, B, C, T> Builder stream(
        Channel3<A, B, C, T> channel, Answers.Of3<A, B, C, Source.Stream<T>> source) {
      return stream(
          channel.declared(),
          call ->
              source.to(
                  call.param(0, channel.first()),
                  call.param(1, channel.second()),
                  call.param(2, channel.third())));
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
