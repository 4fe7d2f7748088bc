package io.sealwright.devchain.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The most recently used of something, up to a limit. Thread-safe. */
final class Recent<K, V> {
  private final Map<K, V> entries;

  Recent(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  synchronized void clear() {
    entries.clear();
  }
}
