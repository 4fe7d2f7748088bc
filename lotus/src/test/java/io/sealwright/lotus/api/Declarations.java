package io.sealwright.lotus.api;

import io.sealwright.lotus.rpc.typed.Signature;
import io.sealwright.protocol.address.NetworkLetter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every declaration of an API, found as a reader finds them: the methods without parameters of each
 * group.
 */
public record Declarations(Map<String, List<Signature>> byWireName) {
  /** {@code /rpc/v1} of a full node. */
  static Declarations full(NetworkLetter letter) {
    FullApi full = FullApi.of(letter);
    return of(groups(full).stream().filter(group -> group != full.v0()).toList());
  }

  /** {@code /rpc/v0} of a full node: what differs there comes first. */
  static Declarations fullVersion0(NetworkLetter letter) {
    FullApi full = FullApi.of(letter);
    List<Object> groups = new ArrayList<>(List.of(full.v0()));
    groups.addAll(groups(full));
    return of(groups);
  }

  static Declarations miner(NetworkLetter letter) {
    return of(groups(MinerApi.of(letter)));
  }

  /** What was asked of a recorded server, by its path. */
  public static Declarations recorded(String endpoint, String path) {
    return switch (endpoint) {
      case "full" ->
          path.equals("/rpc/v0")
              ? fullVersion0(NetworkLetter.TESTNET)
              : full(NetworkLetter.TESTNET);
      case "miner" -> miner(NetworkLetter.TESTNET);
      default -> worker();
    };
  }

  static Declarations worker() {
    return of(groups(WorkerApi.ofAnyNetwork()));
  }

  /** The one of so many parameters, or the first if none has. */
  Optional<Signature> find(String wireName, int parameters) {
    List<Signature> found = byWireName.getOrDefault(wireName, List.of());
    return found.stream()
        .filter(signature -> signature.params().size() == parameters)
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /** The one of current servers: those of old ones are named so. */
  public Signature current(String wireName) {
    return Objects.requireNonNull(byWireName.get(wireName)).getFirst();
  }

  Collection<Signature> all() {
    return byWireName.values().stream().flatMap(List::stream).toList();
  }

  private static List<Object> groups(Record api) {
    return Arrays.stream(api.getClass().getRecordComponents())
        .<Object>map(component -> value(api, component))
        .toList();
  }

  static Declarations of(List<Object> groups) {
    Map<String, List<Signature>> found = new LinkedHashMap<>();
    for (Object group : groups) {
      for (Method method : methods(group)) {
        Signature signature = (Signature) call(group, method);
        found
            .computeIfAbsent(signature.declared().wireName(), _ -> new ArrayList<>())
            .add(signature);
      }
    }
    return new Declarations(found);
  }

  private static List<Method> methods(Object group) {
    return Arrays.stream(group.getClass().getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getParameterCount() == 0)
        .sorted(Comparator.comparing(m -> m.getName().endsWith("Old")))
        .toList();
  }

  private static Object value(Record api, RecordComponent component) {
    return call(api, component.getAccessor());
  }

  private static Object call(Object target, Method method) {
    try {
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    }
  }
}
