package io.sealwright.app.config.table;

import java.util.function.Function;

/**
 * What a value may be, and how it is written.
 *
 * @param words describes it, to follow "takes"
 * @param plain the value as the file holds it: a text, a whole number or a truth; a secret in it is
 *     left out
 */
public record Form<T>(Phrase words, Reader<T> reader, Function<T, Object> plain) {

  /** Reads what a file holds. */
  interface Reader<T> {
    /**
     * The value.
     *
     * @param written a text, a whole number, a fraction, a truth, a time, a table or an array
     */
    T read(Object written, Base base) throws Unfit;
  }

  T read(Object written, Base base) throws Unfit {
    return reader.read(written, base);
  }

  /** The value as TOML. */
  public String toml(T value) {
    return written(plain.apply(value));
  }

  /** What a file holds, as TOML. */
  public static String written(Object plain) {
    return plain instanceof String text
        ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
        : plain.toString();
  }
}
