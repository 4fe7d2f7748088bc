package io.sealwright.devchain.serve;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a check as JSON. */
final class Hints {
  private Hints() {}

  /** An object of the figures; null where there are none. */
  static JsonNode of(Map<?, ?> figures) {
    if (figures.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    figures.forEach((name, figure) -> object.set(String.valueOf(name), value(figure)));
    return object;
  }

  private static JsonNode value(Object figure) {
    return switch (figure) {
      case Number number -> JsonNodeFactory.instance.numberNode(number.longValue());
      case Map<?, ?> map -> of(map);
      default -> JsonNodeFactory.instance.stringNode(String.valueOf(figure));
    };
  }
}
