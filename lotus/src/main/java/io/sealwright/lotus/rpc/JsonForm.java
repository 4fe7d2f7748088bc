package io.sealwright.lotus.rpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a type is written in JSON, both ways.
 *
 * @param type the name Lotus gives the type; it appears in schemas and in refusals of a parameter
 * @param reader from JSON, where a value may be of the wrong kind
 * @param writer to JSON
 */
public record JsonForm<T>(String type, Reader<T> reader, Function<T, JsonNode> writer) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final BigInteger U64_LIMIT = BigInteger.ONE.shiftLeft(64);

  /** Any JSON value, taken as it is. */
  public static final JsonForm<JsonNode> RAW =
      new JsonForm<>("interface {}", node -> node, node -> node);

  /** No value: written as {@code null}, and an old server leaves it out. */
  public static final JsonForm<Nothing> NOTHING =
      new JsonForm<>("null", _ -> Nothing.NOTHING, _ -> NODES.nullNode());

  public static final JsonForm<String> TEXT =
      scalar("string", JsonNode::isString, JsonNode::stringValue, NODES::stringNode);

  public static final JsonForm<Boolean> BOOL =
      scalar("bool", JsonNode::isBoolean, JsonNode::booleanValue, NODES::booleanNode);

  /** A signed 64-bit number; never by way of a double, which would lose the low bits. */
  public static final JsonForm<Long> I64 =
      scalar("int64", JsonForm::isLong, JsonNode::longValue, NODES::numberNode);

  /** An unsigned 64-bit number. */
  public static final JsonForm<BigInteger> U64 =
      scalar("uint64", JsonForm::isU64, JsonNode::bigIntegerValue, NODES::numberNode);

  /** A number with a fraction, exactly as it was written. */
  public static final JsonForm<BigDecimal> DECIMAL =
      scalar("float64", JsonNode::isNumber, JsonNode::decimalValue, NODES::numberNode);

  /** The one value of a method that returns none. */
  public enum Nothing {
    NOTHING
  }

  /** Reads a value; the message of a failure says what was found. */
  public interface Reader<T> {
    T read(JsonNode node) throws UnexpectedJson;
  }

  /**
   * The value in a node.
   *
   * @throws UnexpectedJson if the node is of another kind, or its value is out of the type's range
   */
  public T decode(JsonNode node) throws UnexpectedJson {
    try {
      return reader.read(node);
    } catch (IllegalArgumentException e) {
      // A record's own check: what is a bug elsewhere is a peer's mistake here.
      throw new UnexpectedJson(String.valueOf(e.getMessage()), e);
    }
  }

  public JsonNode encode(T value) {
    return writer.apply(value);
  }

  /** The same values under another name. */
  public JsonForm<T> named(String name) {
    return new JsonForm<>(
        name,
        node -> {
          try {
            return reader.read(node);
          } catch (UnexpectedJson e) {
            throw isMismatch(e) ? renamed(e, name) : e;
          }
        },
        writer);
  }

  /**
   * A type written as this one is. {@code parse} may throw {@link IllegalArgumentException}, whose
   * message then is the reason given.
   */
  public <U> JsonForm<U> mapped(String name, Function<T, U> parse, Function<U, T> format) {
    return new JsonForm<>(
        name, node -> parse.apply(decode(node)), value -> encode(format.apply(value)));
  }

  /** A list. Lotus writes an empty one as {@code []} or {@code null}: both are read, [] written. */
  public JsonForm<List<T>> list() {
    return new JsonForm<>("[]" + type, this::readList, this::writeList);
  }

  /** A value that may be absent, written as {@code null}. */
  public JsonForm<Optional<T>> optional() {
    return new JsonForm<>(
        "*" + type,
        node -> node.isNull() ? Optional.empty() : Optional.of(decode(node)),
        value -> value.map(this::encode).orElseGet(NODES::nullNode));
  }

  /** The same, with a value for where there is none: old servers leave out what is newer. */
  public JsonForm<T> orIfAbsent(T absent) {
    return new JsonForm<>(type, node -> node.isNull() ? absent : decode(node), writer);
  }

  /**
   * An object whose fields are entries, in the order they came in; the name of a field is the key.
   *
   * @param parse may throw {@link IllegalArgumentException} with the reason
   */
  public <K> JsonForm<Map<K, T>> mapBy(
      String keyType, Function<String, K> parse, Function<K, String> format) {
    String name = "map[" + keyType + "]" + type;
    return new JsonForm<>(name, node -> readMap(node, name, parse), map -> writeMap(map, format));
  }

  private <K> Map<K, T> readMap(JsonNode node, String name, Function<String, K> parse)
      throws UnexpectedJson {
    if (node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw mismatch(node, name);
    }
    Map<K, T> entries = LinkedHashMap.newLinkedHashMap(node.size());
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      entries.put(parse.apply(field.getKey()), decode(field.getValue()));
    }
    return Collections.unmodifiableMap(entries);
  }

  private <K> JsonNode writeMap(Map<K, T> map, Function<K, String> format) {
    ObjectNode object = NODES.objectNode();
    map.forEach((key, value) -> object.set(format.apply(key), encode(value)));
    return object;
  }

  private List<T> readList(JsonNode node) throws UnexpectedJson {
    if (node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw mismatch(node, "[]" + type);
    }
    List<T> items = new ArrayList<>(node.size());
    for (JsonNode item : node.values()) {
      items.add(decode(item));
    }
    return List.copyOf(items);
  }

  private JsonNode writeList(List<T> items) {
    ArrayNode array = NODES.arrayNode(items.size());
    items.forEach(item -> array.add(encode(item)));
    return array;
  }

  private static <T> JsonForm<T> scalar(
      String type,
      Predicate<JsonNode> fits,
      Function<JsonNode, T> value,
      Function<T, JsonNode> writer) {
    Reader<T> reader =
        node -> {
          if (!fits.test(node)) {
            throw mismatch(node, type);
          }
          return value.apply(node);
        };
    return new JsonForm<>(type, reader, writer);
  }

  private static final String MISMATCH = "json: cannot unmarshal ";
  private static final String INTO = " into Go value of type ";

  /**
   * Worded as Lotus words it: operators search for this sentence. A number is only told if another
   * one would have done.
   */
  private static UnexpectedJson mismatch(JsonNode found, String wanted) {
    boolean ofAnotherRange = found.isNumber() && wanted.contains("int64");
    String what = ofAnotherRange ? kind(found) + " " + found : kind(found);
    return new UnexpectedJson(MISMATCH + what + INTO + wanted);
  }

  private static UnexpectedJson renamed(UnexpectedJson mismatch, String name) {
    String text = String.valueOf(mismatch.getMessage());
    return new UnexpectedJson(text.substring(0, text.indexOf(INTO)) + INTO + name);
  }

  private static boolean isMismatch(UnexpectedJson e) {
    return String.valueOf(e.getMessage()).startsWith(MISMATCH);
  }

  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case OBJECT, POJO -> "object";
      case BINARY, STRING -> "string";
      case MISSING, NULL -> "null";
    };
  }

  private static boolean isLong(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private static boolean isU64(JsonNode node) {
    return node.isIntegralNumber()
        && node.bigIntegerValue().signum() >= 0
        && node.bigIntegerValue().compareTo(U64_LIMIT) < 0;
  }
}
