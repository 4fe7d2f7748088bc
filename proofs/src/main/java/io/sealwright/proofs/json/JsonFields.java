package io.sealwright.proofs.json;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SealProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Pulls values out of a stream of JSON. Each call begins at the first token of its value and ends
 * at the last. Anything unexpected is an IllegalArgumentException for the caller to word.
 */
public final class JsonFields {
  private static final int MOST_ITEMS = 1 << 18;

  private final JsonParser parser;

  public JsonFields(JsonParser parser) {
    this.parser = parser;
  }

  public void next() {
    parser.nextToken();
  }

  public void end() {
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("something follows the JSON");
    }
  }

  /** Shows each field's name with the parser at its value, which the field must consume. */
  public void object(Consumer<String> field) {
    require(JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field.accept(name);
    }
    require(JsonToken.END_OBJECT);
  }

  public <T> List<T> list(Supplier<T> item) {
    require(JsonToken.START_ARRAY);
    List<T> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == MOST_ITEMS) {
        throw new IllegalArgumentException("a list of more than " + MOST_ITEMS + " items");
      }
      items.add(item.get());
    }
    return items;
  }

  public Bytes32 node() {
    require(JsonToken.START_ARRAY);
    byte[] bytes = new byte[Bytes32.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      parser.nextToken();
      long value = number();
      if (value > 0xff) {
        throw new IllegalArgumentException(value + " in a node of bytes");
      }
      bytes[i] = (byte) value;
    }
    parser.nextToken();
    require(JsonToken.END_ARRAY);
    return Bytes32.of(bytes);
  }

  /** A number that is not negative. */
  public long number() {
    require(JsonToken.VALUE_NUMBER_INT);
    long value = parser.getLongValue();
    if (value < 0) {
      throw new IllegalArgumentException(value + " where no negative number can be");
    }
    return value;
  }

  /** A number that is not negative and fits an {@code int}. */
  public int smallNumber() {
    long value = number();
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(value + " where only a small number can be");
    }
    return (int) value;
  }

  /** The name of a registered seal proof. */
  public SealProof sealProof() {
    String name = text();
    return SealProof.registered()
        .filter(proof -> proof.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown seal proof " + name));
  }

  /** The shape of a proof's trees as the JSON names it, after the size alone. */
  public static String variant(SealProof proof) {
    return "StackedDrg" + proof.size() + "V1";
  }

  /** A field that was collected under its name. */
  public static <T> T field(Map<String, Object> fields, String name, Class<T> type) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return type.cast(value);
  }

  @SuppressWarnings("unchecked") // A name stands for items of one type.
  public static <T> List<T> items(Map<String, Object> fields, String name) {
    return field(fields, name, List.class);
  }

  public String text() {
    require(JsonToken.VALUE_STRING);
    return parser.getString();
  }

  public void skip() {
    parser.skipChildren();
  }

  private void require(JsonToken wanted) {
    if (parser.currentToken() != wanted) {
      throw new IllegalArgumentException(
          parser.currentToken() + " at " + parser.currentLocation().getByteOffset());
    }
  }
}
