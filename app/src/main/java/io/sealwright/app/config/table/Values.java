package io.sealwright.app.config.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What one table of a file says, with what its keys are unless given. */
public final class Values {
  /** Where a value comes from. */
  public sealed interface Origin {
    record Line(int number) implements Origin {}

    record Variable(String name) implements Origin {}

    record Default() implements Origin {}
  }

  private record Entry<T>(Key<T> key, T value, Origin origin) {}

  private final Map<Key<?>, Entry<?>> entries = new HashMap<>();
  private final Set<Key<?>> spoiled = new HashSet<>();
  private final int line;

  Values(int line) {
    this.line = line;
  }

  <T> void put(Key<T> key, T value, Origin origin) {
    entries.put(key, new Entry<>(key, value, origin));
  }

  /** Notes that a key is there and cannot be read; it then has no value, not even its default. */
  void spoil(Key<?> key) {
    entries.remove(key);
    spoiled.add(key);
  }

  /** Whether what is there for a key cannot be read. */
  public boolean isSpoiled(Key<?> key) {
    return spoiled.contains(key);
  }

  /** The value; a key that may be absent and is, is a bug of the caller. */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException(key.path() + " is not there"));
  }

  /** The value, if there is one that could be read. */
  public <T> Optional<T> find(Key<T> key) {
    return entry(key).map(Entry::value);
  }

  public <T> Optional<Origin> origin(Key<T> key) {
    return entry(key).map(Entry::origin);
  }

  /** The line a key stands in, else that of the table; 0 if neither is there. */
  public int line(Key<?> key) {
    return origin(key).orElseGet(Origin.Default::new) instanceof Origin.Line(int number)
        ? number
        : line;
  }

  /** Does something with a value that is there. */
  public <T> void with(Key<T> key, Consumer<T> act) {
    find(key).ifPresent(act);
  }

  @SuppressWarnings("unchecked") // put() lets a key have an entry of its own type only.
  private <T> Optional<Entry<T>> entry(Key<T> key) {
    return Optional.ofNullable((Entry<T>) entries.get(key));
  }
}
