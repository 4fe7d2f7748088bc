package io.sealwright.engine.life.json;

import io.sealwright.protocol.record.RecordParts;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes and reads records by their components, and sealed interfaces by their kinds. */
final class Shapes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String KIND = "kind";

  private Shapes() {}

  static JsonNode encode(Type declared, Object value) {
    Class<?> type = raw(declared);
    if (type == Optional.class) {
      return ((Optional<?>) value)
          .map(inner -> encode(argument(declared), inner))
          .orElseGet(NODES::nullNode);
    }
    if (type == List.class) {
      ArrayNode array = NODES.arrayNode();
      ((List<?>) value).forEach(element -> array.add(encode(argument(declared), element)));
      return array;
    }
    if (type == boolean.class) {
      return NODES.booleanNode((Boolean) value);
    }
    if (type.isEnum()) {
      return NODES.stringNode(((Enum<?>) value).name());
    }
    Optional<Scalars.Text<?>> text = Scalars.text(type);
    if (text.isPresent()) {
      return NODES.stringNode(text.get().text(value));
    }
    Optional<Scalars.Whole<?>> whole = Scalars.whole(type);
    if (whole.isPresent()) {
      return NODES.numberNode(whole.get().number(value));
    }
    ObjectNode object = NODES.objectNode();
    if (type.isInterface()) {
      object.put(KIND, value.getClass().getSimpleName());
    }
    encodeParts(object, (Record) value);
    return object;
  }

  @SuppressWarnings("unchecked") // The class of a record is a class of records like it.
  private static void encodeParts(ObjectNode object, Record value) {
    Class<Record> type = (Class<Record>) value.getClass();
    RecordComponent[] components = type.getRecordComponents();
    RecordParts<Record> parts = RecordParts.of(type, components.length);
    for (int i = 0; i < components.length; i++) {
      object.set(
          components[i].getName(), encode(components[i].getGenericType(), parts.get(value, i)));
    }
  }

  static Object decode(Type declared, JsonNode node, String where) throws UnreadableRecord {
    Class<?> type = raw(declared);
    if (type == Optional.class) {
      return node.isNull()
          ? Optional.empty()
          : Optional.of(decode(argument(declared), node, where));
    }
    if (type == List.class) {
      return list(argument(declared), node, where);
    }
    if (type == boolean.class) {
      require(node.isBoolean(), where, "is not true or false");
      return node.booleanValue();
    }
    if (type.isEnum()) {
      return constant(type, text(node, where), where);
    }
    Optional<Scalars.Text<?>> text = Scalars.text(type);
    if (text.isPresent()) {
      String written = text(node, where);
      return checked(where, () -> text.get().read().apply(written));
    }
    Optional<Scalars.Whole<?>> whole = Scalars.whole(type);
    if (whole.isPresent()) {
      require(node.isIntegralNumber() && node.canConvertToLong(), where, "is not a whole number");
      return checked(where, () -> whole.get().read().apply(node.longValue()));
    }
    require(node.isObject(), where, "is not an object");
    return decodeParts(type, (ObjectNode) node, where);
  }

  private static Object decodeParts(Class<?> type, ObjectNode object, String where)
      throws UnreadableRecord {
    Set<String> expected = new HashSet<>();
    Class<?> record = type;
    if (type.isInterface()) {
      expected.add(KIND);
      record = kind(type, text(field(object, KIND, where), where + "." + KIND), where);
    }
    RecordComponent[] components = record.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      expected.add(name);
      JsonNode node = field(object, name, where);
      values[i] = decode(components[i].getGenericType(), node, where + "." + name);
    }
    for (String name : object.propertyNames()) {
      require(expected.contains(name), where, "has an unknown field " + name);
    }
    Class<? extends Record> made = record.asSubclass(Record.class);
    return checked(where, () -> RecordParts.of(made, values.length).make(values));
  }

  /** A record among those an interface permits, also through interfaces among them. */
  private static Class<?> kind(Class<?> type, String name, String where) throws UnreadableRecord {
    return records(type).stream()
        .filter(record -> record.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnreadableRecord(where + " is of an unknown kind " + name));
  }

  static List<Class<?>> records(Class<?> type) {
    if (type.isRecord()) {
      return List.of(type);
    }
    return Arrays.stream(type.getPermittedSubclasses())
        .flatMap(permitted -> records(permitted).stream())
        .distinct()
        .toList();
  }

  private static List<Object> list(Type element, JsonNode node, String where)
      throws UnreadableRecord {
    require(node.isArray(), where, "is not a list");
    List<Object> values = new ArrayList<>();
    for (JsonNode inner : node) {
      values.add(decode(element, inner, where + "[" + values.size() + "]"));
    }
    return values;
  }

  private static Object constant(Class<?> type, String name, String where) throws UnreadableRecord {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new UnreadableRecord(where + " is \"" + name + "\", no " + type.getSimpleName());
  }

  private static JsonNode field(ObjectNode object, String name, String where)
      throws UnreadableRecord {
    JsonNode node = object.get(name);
    if (node == null) {
      throw new UnreadableRecord(where + " has no " + name);
    }
    return node;
  }

  private static String text(JsonNode node, String where) throws UnreadableRecord {
    require(node.isString(), where, "is not a text");
    return node.stringValue();
  }

  private static void require(boolean fine, String where, String objection)
      throws UnreadableRecord {
    if (!fine) {
      throw new UnreadableRecord(where + " " + objection);
    }
  }

  /** Types check themselves; here their objection becomes one against what was kept. */
  private static Object checked(String where, java.util.function.Supplier<?> make)
      throws UnreadableRecord {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord(where + ": " + e.getMessage());
    }
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
