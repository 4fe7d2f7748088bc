package io.sealwright.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Reports for people: the facts that scripts get, under the names of their language. */
record ReportTable(ResourceBundle words, PrintWriter out) {
  private static final int NAME_WIDTH = 16;

  /** One fact a line. What is not known is left out. */
  void print(Map<String, @Nullable Object> facts) {
    for (Map.Entry<String, @Nullable Object> fact : facts.entrySet()) {
      Object value = fact.getValue();
      if (value != null) {
        out.println(padded(word(fact.getKey())) + " " + text(value));
      }
    }
  }

  private String word(String key) {
    return words.getString("report." + key);
  }

  /** A Chinese character is as wide as two letters. */
  private static String padded(String name) {
    int width = name.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
    return name + " ".repeat(Math.max(0, NAME_WIDTH - width));
  }

  private String text(Object value) {
    return switch (value) {
      case Boolean truth -> words.getString(truth ? "value.yes" : "value.no");
      case Map<?, ?> parts -> parts(parts);
      case Collection<?> items -> String.join("; ", items.stream().map(String::valueOf).toList());
      case String word when words.containsKey("report.value." + word) ->
          words.getString("report.value." + word);
      default -> String.valueOf(value);
    };
  }

  private String parts(Map<?, ?> parts) {
    Map<String, Object> named = new LinkedHashMap<>();
    parts.forEach((key, value) -> named.put(word("seconds." + key), value));
    List<String> texts = new ArrayList<>();
    named.forEach((key, value) -> texts.add(key + " " + value));
    return String.join(", ", texts);
  }
}
