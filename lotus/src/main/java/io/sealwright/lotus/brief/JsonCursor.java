package io.sealwright.lotus.brief;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A place in a JSON text, moved forward value by value. Made for answers of which nearly all is
 * passed over: that costs one look at each byte and allocates nothing, a third of what a tokenizer
 * takes. What is passed over is only matched for strings and brackets; what is read is checked.
 */
public final class JsonCursor {
  private final byte[] utf8;
  private final JsonNames names;
  private int at;

  public JsonCursor(byte[] utf8, JsonNames names) {
    this.utf8 = utf8;
    this.names = names;
  }

  /** The first character of the value that comes next. */
  public char kind() throws UnexpectedJson {
    byte[] bytes = utf8;
    int i = at;
    while (i < bytes.length && bytes[i] <= ' ') {
      i++;
    }
    at = i;
    return i < bytes.length ? (char) bytes[i] : end();
  }

  /** Enters an object or an array, whose opening bracket comes next. */
  public void enter(char bracket) throws UnexpectedJson {
    if (kind() != bracket) {
      throw wrong("expected " + bracket);
    }
    at++;
  }

  /**
   * Moves to the value of the next field of the object it is in.
   *
   * @return its name, an empty text for one that is not among {@link JsonNames}, or null after the
   *     last one
   */
  public @Nullable String field() throws UnexpectedJson {
    if (!more('}')) {
      return null;
    }
    int start = string();
    String name = names.find(utf8, start, at - 1);
    enter(':');
    return name;
  }

  /** Moves to the next item of the array it is in; false after the last one. */
  public boolean item() throws UnexpectedJson {
    return more(']');
  }

  public long number() throws UnexpectedJson {
    kind();
    boolean negative = utf8[at] == '-';
    int start = negative ? at + 1 : at;
    int i = start;
    long value = 0;
    while (i < utf8.length && utf8[i] >= '0' && utf8[i] <= '9') {
      value = value * 10 + (utf8[i] - '0');
      i++;
    }
    if (i == start || i - start > 18) {
      return longNumber();
    }
    at = i;
    return negative ? -value : value;
  }

  public String text() throws UnexpectedJson {
    int start = string();
    int length = at - 1 - start;
    for (int i = start; i < start + length; i++) {
      if (utf8[i] == '\\') {
        return parsed(start - 1).asString();
      }
    }
    return new String(utf8, start, length, StandardCharsets.UTF_8);
  }

  public boolean truth() throws UnexpectedJson {
    boolean value = kind() == 't';
    if (!value && utf8[at] != 'f') {
      throw wrong("expected true or false");
    }
    skip();
    return value;
  }

  /** Whether null comes next; it is passed. */
  public boolean nothing() throws UnexpectedJson {
    boolean isNull = kind() == 'n';
    if (isNull) {
      skip();
    }
    return isNull;
  }

  /** Passes a value, whatever is in it. */
  public void skip() throws UnexpectedJson {
    switch (kind()) {
      case '"' -> string();
      case '{', '[' -> skipNested();
      default -> skipWord();
    }
  }

  /** The value that comes next as a tree. */
  public JsonNode tree() throws UnexpectedJson {
    kind();
    int start = at;
    skip();
    return parsed(start);
  }

  private JsonNode parsed(int start) throws UnexpectedJson {
    return RpcJson.parse(new String(utf8, start, at - start, StandardCharsets.UTF_8));
  }

  private long longNumber() throws UnexpectedJson {
    JsonNode number = tree();
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw wrong("expected a number of 64 bits");
    }
    return number.longValue();
  }

  private boolean more(char close) throws UnexpectedJson {
    char next = kind();
    if (next == close) {
      at++;
      return false;
    }
    if (next == ',') {
      at++;
    }
    return true;
  }

  /** Passes a string and returns where its text starts; it ends one before the cursor. */
  private int string() throws UnexpectedJson {
    if (kind() != '"') {
      throw wrong("expected a text");
    }
    int start = at + 1;
    at = Quoted.end(utf8, start);
    if (at < 0) {
      at = utf8.length;
      throw wrong("a text does not end");
    }
    return start;
  }

  private void skipNested() throws UnexpectedJson {
    byte[] bytes = utf8;
    int depth = 0;
    int i = at;
    while (i >= 0 && i < bytes.length) {
      byte b = bytes[i++];
      if (b == '"') {
        i = Quoted.end(bytes, i);
      } else if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && --depth == 0) {
        at = i;
        return;
      }
    }
    end();
  }

  private void skipWord() {
    while (at < utf8.length && ",]} \n\r\t".indexOf(utf8[at]) < 0) {
      at++;
    }
  }

  private char end() throws UnexpectedJson {
    throw wrong("the end comes too soon");
  }

  private UnexpectedJson wrong(String what) {
    return new UnexpectedJson("at byte " + at + ": " + what);
  }
}
