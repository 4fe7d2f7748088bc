package io.sealwright.lotus.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Examples of the published documents hold one value for every field of a Go type. Where that is no
 * legal value of what the field means, it is replaced here by one that is; all else stays.
 */
final class PlaceHolders {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String ANY_CID =
      "bafy2bzacea3wsdh6y3a36tb3skempjoxqpuyompjbmfeyf34fi3uy6uue42v4";

  /** The one CID of all examples is of a chain object, not of a commitment. */
  private static final Map<Set<String>, String> COMMITMENTS =
      Map.of(
          Set.of("SealedCID", "CommR", "Sealed", "NewSealed"),
          "bagboea4b5abcaskhtqzdioxzzg6l3bcpuw6i5wpi5n3ga55kelzg2t37ai26vu2p",
          Set.of("PieceCID", "CommD", "Unsealed", "NewUnsealed", "UnsealedCid"),
          "baga6ea4seaqpy7usqklokfx2vxuynmupslkeutzexe2uqurdg5vhtebhxqmpqmy");

  private PlaceHolders() {}

  static JsonNode replaced(JsonNode example) {
    if (example.isArray()) {
      ArrayNode items = NODES.arrayNode();
      example.values().forEach(item -> items.add(replaced(item)));
      return items;
    }
    if (!example.isObject()) {
      return example;
    }
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> field : example.properties()) {
      object.set(key(field.getKey()), value(example, field.getKey(), field.getValue()));
    }
    return isMessage(example) ? object.without(List.of("CID")) : object;
  }

  /** Deals are listed by number, the example by an address. */
  private static String key(String name) {
    return name.equals("t026363") ? "26363" : name;
  }

  private static JsonNode value(JsonNode object, String name, JsonNode value) {
    if (name.equals("Version") && isMessage(object)) {
      return NODES.numberNode(0);
    }
    if (name.equals("Type") && value.asString("").equals("string value")) {
      return object.has("Val") ? NODES.stringNode("current") : value;
    }
    if (name.equals("PieceSize")) {
      return NODES.numberNode(2048);
    }
    if (value.path("/").asString("").equals(ANY_CID)) {
      return commitment(name, value);
    }
    return replaced(value);
  }

  private static JsonNode commitment(String name, JsonNode cid) {
    return COMMITMENTS.entrySet().stream()
        .filter(entry -> entry.getKey().contains(name))
        .<JsonNode>map(entry -> NODES.objectNode().put("/", entry.getValue()))
        .findFirst()
        .orElse(cid);
  }

  /** A message, signed or not: its CID is implied, and no example has the right one. */
  private static boolean isMessage(JsonNode object) {
    return object.has("GasLimit") && object.has("GasFeeCap")
        || object.has("Signature") && object.has("Message");
  }
}
