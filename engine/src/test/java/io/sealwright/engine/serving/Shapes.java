package io.sealwright.engine.serving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the recorded results of one method look like: which types of JSON stand at which place, and
 * which fields its objects have.
 */
final class Shapes {
  private final Set<String> maps;
  private final Map<String, Set<String>> types = new HashMap<>();
  private final Map<String, Set<String>> always = new HashMap<>();

  /**
   * @param maps the places of objects whose keys are values, with a star for each such key
   */
  Shapes(Set<String> maps) {
    this.maps = maps;
  }

  void learn(JsonNode value) {
    learn("", value);
  }

  private void learn(String place, JsonNode value) {
    types.computeIfAbsent(place, _ -> new HashSet<>()).add(value.getNodeType().name());
    if (value.isObject() && !maps.contains(place)) {
      Set<String> names = new TreeSet<>(value.propertyNames());
      always.computeIfAbsent(place, _ -> names).retainAll(names);
    }
    children(place, value).forEach(child -> learn(child.place(), child.value()));
  }

  /** Where a value is not like the recorded ones. */
  List<String> strange(JsonNode value) {
    List<String> found = new ArrayList<>();
    compare("", value, found);
    return found;
  }

  private void compare(String place, JsonNode value, List<String> found) {
    Set<String> known = types.getOrDefault(place, Set.of());
    if (!known.contains(value.getNodeType().name())) {
      found.add(place + " is " + value.getNodeType() + ", recorded " + known);
      return;
    }
    if (value.isObject() && !maps.contains(place)) {
      Set<String> missing = new TreeSet<>(always.getOrDefault(place, Set.of()));
      missing.removeAll(value.propertyNames());
      missing.forEach(name -> found.add(place + "." + name + " is missing"));
    }
    children(place, value).forEach(child -> compare(child.place(), child.value(), found));
  }

  private record Child(String place, JsonNode value) {}

  private List<Child> children(String place, JsonNode value) {
    List<Child> children = new ArrayList<>();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        String name = maps.contains(place) ? "*" : field.getKey();
        children.add(new Child(place + "." + name, field.getValue()));
      }
    } else {
      value.values().forEach(item -> children.add(new Child(place + "[]", item)));
    }
    return children;
  }
}
