package io.sealwright.lotus.json;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.record.RecordParts;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of a record as an object: one named field for each component, in their order. */
public final class RecordForm {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordForm() {}

  /**
   * A field's name, and the form of what is in it. One that is missing is read as null.
   *
   * @param isWritten which values are written at all; the others are what a missing field reads as
   */
  public record Field<T>(String name, JsonForm<T> form, Predicate<T> isWritten) {
    private Object read(JsonNode object) throws UnexpectedJson {
      JsonNode value = object.get(name);
      try {
        return form.decode(value == null ? NODES.nullNode() : value);
      } catch (UnexpectedJson e) {
        throw new UnexpectedJson(name + ": " + e.getMessage(), e);
      }
    }

    @SuppressWarnings("unchecked") // The component at this field's place is of the form's type.
    private void write(ObjectNode object, Object value) {
      T typed = (T) value;
      if (isWritten.test(typed)) {
        object.set(name, form.encode(typed));
      }
    }
  }

  public static <T> Field<T> field(String name, JsonForm<T> form) {
    return new Field<>(name, form, _ -> true);
  }

  /** A field that is left out when there is nothing to say. */
  public static <T> Field<Optional<T>> sometimes(String name, JsonForm<T> form) {
    return new Field<>(name, form.optional(), Optional::isPresent);
  }

  /** A field that is left out when it says the same as its absence. */
  public static <T> Field<T> unless(String name, JsonForm<T> form, T absent) {
    return new Field<>(name, form.orIfAbsent(absent), value -> !absent.equals(value));
  }

  /**
   * The form of a public record.
   *
   * @param type the name Lotus gives it
   */
  public static <R extends Record> JsonForm<R> of(
      String type, Class<R> record, Field<?>... fields) {
    RecordParts<R> parts = RecordParts.of(record, fields.length);
    return new JsonForm<>(
        type, node -> read(node, type, parts, fields), value -> write(value, parts, fields));
  }

  /** The form with a field that is written and, being implied by the others, not read. */
  public static <R> JsonForm<R> withImplied(
      JsonForm<R> form, String name, Function<R, JsonNode> value) {
    return new JsonForm<>(
        form.type(),
        form.reader(),
        record -> ((ObjectNode) form.encode(record)).set(name, value.apply(record)));
  }

  private static <R extends Record> R read(
      JsonNode node, String type, RecordParts<R> parts, Field<?>... fields) throws UnexpectedJson {
    if (!node.isObject()) {
      throw new UnexpectedJson("no " + type + " but " + node.getNodeType());
    }
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = fields[i].read(node);
    }
    return parts.make(values);
  }

  private static <R extends Record> JsonNode write(
      R value, RecordParts<R> parts, Field<?>... fields) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < fields.length; i++) {
      fields[i].write(object, parts.get(value, i));
    }
    return object;
  }
}
