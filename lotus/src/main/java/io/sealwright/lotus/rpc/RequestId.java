package io.sealwright.lotus.rpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What ties a reply to its request. */
public sealed interface RequestId {
  record Text(String text) implements RequestId {}

  /** A number, by way of a double as in Lotus: 9007199254740993 comes back as 9007199254740992. */
  record Numeric(double value) implements RequestId {}

  /** No id: the request wants no reply. */
  record None() implements RequestId {}

  static RequestId none() {
    return new None();
  }

  /**
   * The id in a node.
   *
   * @throws UnexpectedJson if it is neither text, number nor null
   */
  static RequestId of(JsonNode node) throws UnexpectedJson {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> none();
      case STRING, BINARY -> new Text(node.stringValue());
      case NUMBER -> new Numeric(finite(node));
      case BOOLEAN -> throw wrongType("bool");
      case ARRAY -> throw wrongType("[]interface {}");
      case OBJECT, POJO -> throw wrongType("map[string]interface {}");
    };
  }

  default JsonNode toJson() {
    return switch (this) {
      case Text(String text) -> JsonNodeFactory.instance.stringNode(text);
      case Numeric(double value) -> numberNode(value);
      case None _ -> JsonNodeFactory.instance.nullNode();
    };
  }

  private static double finite(JsonNode node) throws UnexpectedJson {
    double value = node.decimalValue().doubleValue();
    if (!Double.isFinite(value)) {
      throw new UnexpectedJson("the id " + node + " is no number");
    }
    return value;
  }

  private static UnexpectedJson wrongType(String type) {
    return new UnexpectedJson("failed to parse ID: invalid id type: " + type);
  }

  /** Whole numbers without a point, as Go writes a double below 10²¹. */
  private static JsonNode numberNode(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e21) {
      BigInteger whole = new BigDecimal(value).toBigIntegerExact();
      return JsonNodeFactory.instance.numberNode(whole);
    }
    return JsonNodeFactory.instance.numberNode(
        new BigDecimal(Double.toString(value).toUpperCase(Locale.ROOT)));
  }
}
