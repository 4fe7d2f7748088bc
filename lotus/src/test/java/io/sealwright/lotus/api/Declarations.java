package io.sealwright.lotus.api;

import io.sealwright.lotus.rpc.typed.Signature;
import io.sealwright.protocol.address.NetworkLetter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every declaration of an API, found as a reader finds them: the methods without parameters of each
 * group.
 */
record Declarations(Map<String, List<Signature>> byWireName) {
  private static final FullApi FULL = FullApi.of(NetworkLetter.TESTNET);

  /** {@code /rpc/v1} of a full node. */
  static Declarations full() {
    return of(groups(FULL).stream().filter(group -> group != FULL.v0()).toList());
  }

  /** {@code /rpc/v0} of a full node: what differs there comes first. */
  static Declarations fullVersion0() {
    List<Object> groups = new ArrayList<>(List.of(FULL.v0()));
    groups.addAll(groups(FULL));
    return of(groups);
  }

  static Declarations miner() {
    return of(groups(MinerApi.of(NetworkLetter.TESTNET)));
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

  Collection<Signature> all() {
    return byWireName.values().stream().flatMap(List::stream).toList();
  }

  private static List<Object> groups(Record api) {
    return Arrays.stream(api.getClass().getRecordComponents())
        .<Object>map(component -> value(api, component))
        .toList();
  }

  private static Declarations of(List<Object> groups) {
    Map<String, List<Signature>> found = new LinkedHashMap<>();
    for (Object group : groups) {
      for (Method method : group.getClass().getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0) {
          Signature signature = (Signature) call(group, method);
          found
              .computeIfAbsent(signature.declared().wireName(), _ -> new ArrayList<>())
              .add(signature);
        }
      }
    }
    return new Declarations(found);
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
