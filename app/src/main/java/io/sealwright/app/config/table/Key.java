package io.sealwright.app.config.table;

import java.util.List;
import java.util.Optional;

/**
 * One value of a configuration.
 *
 * @param section its table, as {@code worker.slots}
 * @param normal what it is unless given, as a file would hold it; none if it may be absent
 * @param example as a file would hold it, where there is no {@code normal}
 * @param variable of the environment, that counts before the file
 */
public record Key<T>(
    String section,
    String name,
    Form<T> form,
    Optional<Object> normal,
    Object example,
    Optional<String> variable) {

  /** A key that is something unless given. */
  public static <T> Key<T> of(String section, String name, Form<T> form, Object normal) {
    return new Key<>(section, name, form, Optional.of(normal), normal, Optional.empty());
  }

  /** A key that may be absent. */
  public static <T> Key<T> optional(String section, String name, Form<T> form, Object example) {
    return new Key<>(section, name, form, Optional.empty(), example, Optional.empty());
  }

  public Key<T> orVariable(String variable) {
    return new Key<>(section, name, form, normal, example, Optional.of(variable));
  }

  /** As {@code worker.slots.PC1}. */
  public String path() {
    return section + "." + name;
  }

  /** What it is for. */
  public Phrase words() {
    return Phrase.of("config.key." + path());
  }

  /** A table of a file, or an array of such tables. */
  public record Section(String name, boolean many, List<Key<?>> keys) {
    public Section {
      keys = List.copyOf(keys);
    }

    /** What it is about. */
    public Phrase words() {
      return Phrase.of("config.section." + name);
    }

    /** As it is written above its keys. */
    public String heading() {
      return many ? "[[" + name + "]]" : "[" + name + "]";
    }
  }
}
