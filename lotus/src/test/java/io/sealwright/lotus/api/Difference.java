package io.sealwright.lotus.api;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Where a value that was read and written again is not what it was. Numbers are compared by value,
 * objects without regard to the order of their fields.
 */
final class Difference {
  private Difference() {}

  /** What reading and writing changes; empty if nothing. */
  static <T> Optional<String> made(JsonForm<T> form, JsonNode original) {
    try {
      return between(original, form.encode(form.decode(original)), "");
    } catch (UnexpectedJson e) {
      return Optional.of("not read: " + e.getMessage());
    }
  }

  /**
   * The same for what a caller gave, who may leave out the CID of a message, which is implied, and
   * say null for the head.
   */
  static <T> Optional<String> madeOfGiven(JsonForm<T> form, JsonNode original) {
    boolean head = original.isNull() && form.type().equals("types.TipSetKey");
    return made(form, original).filter(what -> !(head || what.endsWith(".CID added")));
  }

  private static Optional<String> between(JsonNode was, JsonNode is, String at) {
    if (was.isNumber() && is.isNumber()) {
      boolean same = was.decimalValue().compareTo(is.decimalValue()) == 0;
      return same ? Optional.empty() : say(was, is, at);
    }
    if (was.isObject() && is.isObject()) {
      return ofFields(was, is, at);
    }
    if (was.isArray() && is.isArray() && was.size() == is.size()) {
      return ofItems(was, is, at);
    }
    return was.equals(is) ? Optional.empty() : say(was, is, at);
  }

  private static Optional<String> ofItems(JsonNode was, JsonNode is, String at) {
    for (int i = 0; i < was.size(); i++) {
      Optional<String> found = between(was.get(i), is.get(i), at + "[" + i + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofFields(JsonNode was, JsonNode is, String at) {
    TreeSet<String> names = new TreeSet<>(was.propertyNames());
    names.addAll(is.propertyNames());
    // What was given is compared before what is implied, so that the latter hides nothing.
    for (boolean given : new boolean[] {true, false}) {
      for (String name : names) {
        if (was.has(name) == given) {
          Optional<String> found = ofField(was, is, at, name);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofField(JsonNode was, JsonNode is, String at, String name) {
    String here = at + "." + name;
    return was.has(name) && is.has(name)
        ? between(was.get(name), is.get(name), here)
        : Optional.of(here + (was.has(name) ? " lost" : " added"));
  }

  private static Optional<String> say(JsonNode was, JsonNode is, String at) {
    return Optional.of("%s was %.80s, is %.80s".formatted(at, was, is));
  }
}
