package io.sealwright.app.shell;

import io.sealwright.protocol.amount.TokenAmount;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command found, printed from the same facts for people and for programs.
 *
 * <p>Keys are snake_case. For programs they are the keys of a JSON object, where amounts of money
 * are attoFIL in strings; for people their names and the names of known values are looked up in the
 * messages as {@code report.KEY} and {@code report.value.VALUE}, amounts have their unit, and what
 * is not known is left out.
 */
public record Report(ResourceBundle words, PrintWriter out, OutputFormat format) {
  private static final String GAP = "  ";
  private static final int NAME_WIDTH = 16;

  /** The price of a unit of gas: short for people, for only its size matters to them. */
  public record Price(TokenAmount amount) {
    @Override
    public String toString() {
      return amount.brief();
    }
  }

  /** One thing, a fact a line. */
  public void facts(Map<String, @Nullable Object> facts) {
    switch (format) {
      case JSON -> json(facts);
      case TABLE -> names(facts);
    }
    out.flush();
  }

  /**
   * Several things, one a line with a column for each fact that any of them has.
   *
   * @param name of the list in JSON
   * @param rest what is said of them all, below
   */
  public void rows(
      String name, List<Map<String, @Nullable Object>> rows, Map<String, @Nullable Object> rest) {
    switch (format) {
      case JSON -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put(name, rows);
        all.putAll(rest);
        json(all);
      }
      case TABLE -> {
        table(rows);
        names(rest);
      }
    }
    out.flush();
  }

  /** A message in the operator's language. */
  public String word(String key, Object... blanks) {
    return words.getString(key).formatted(blanks);
  }

  private void json(Map<String, @Nullable Object> facts) {
    out.println(JsonMapper.shared().writeValueAsString(plain(facts)));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case TokenAmount amount -> amount.decimal();
      case Price(TokenAmount amount) -> amount.decimal();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, part) -> copy.put(String.valueOf(key), plain(part)));
        yield copy;
      }
      case Collection<?> items -> items.stream().map(Report::plain).toList();
      case Number _, Boolean _ -> value;
      default -> value.toString();
    };
  }

  private void names(Map<String, @Nullable Object> facts) {
    facts.forEach((key, value) -> {
      if (value != null) {
        out.println(padded(name(key), NAME_WIDTH) + " " + text(value));
      }
    });
  }

  private void table(List<Map<String, @Nullable Object>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> row : rows) {
      row.forEach((key, value) -> {
        if (value != null && !text(value).isEmpty()) {
          columns.add(key);
        }
      });
    }
    if (rows.isEmpty() || columns.isEmpty()) {
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(this::name).toList());
    for (Map<String, @Nullable Object> row : rows) {
      lines.add(columns.stream().map(key -> cell(row.get(key))).toList());
    }
    align(lines);
  }

  private String cell(@Nullable Object value) {
    return value == null ? "" : text(value);
  }

  private void align(List<List<String>> lines) {
    int columns = lines.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        row.append(padded(line.get(i), widths[i])).append(GAP);
      }
      out.println(row.toString().stripTrailing());
    }
  }

  private String name(String key) {
    try {
      return words.getString("report." + key);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("no word for report." + key, e);
    }
  }

  private String text(Object value) {
    return switch (value) {
      case Boolean yes -> words.getString(yes ? "report.value.yes" : "report.value.no");
      case Collection<?> items -> String.join("; ", items.stream().map(this::text).toList());
      case String word when words.containsKey("report.value." + word) ->
          words.getString("report.value." + word);
      default -> value.toString();
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** Columns on a terminal: a Chinese character is as wide as two letters. */
  private static int width(String text) {
    return text.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
  }
}
