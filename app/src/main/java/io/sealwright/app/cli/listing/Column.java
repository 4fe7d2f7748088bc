package io.sealwright.app.cli.listing;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a list.
 *
 * @param key its name for programs; {@code list.KEY} in the bundles is its name for people
 * @param value for programs: text, number, truth, a list of such, or null for what is not known
 * @param text for people; empty for nothing
 */
public record Column<R>(String key, Function<R, @Nullable Object> value, Function<R, String> text) {

  /** A column that reads the same for both. */
  public static <R> Column<R> of(String key, Function<R, @Nullable Object> value) {
    return new Column<>(
        key,
        value,
        row -> {
          Object plain = value.apply(row);
          return plain == null ? "" : String.valueOf(plain);
        });
  }
}
