package io.sealwright.app.cli.listing;

import io.sealwright.app.shell.Language;
import io.sealwright.app.shell.OutputFormat;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command's results go: a table for people or one JSON object for programs.
 *
 * @param words the bundle of the language that is spoken
 */
public record Reports(OutputFormat format, ResourceBundle words, PrintWriter out, PrintWriter err) {
  /** From here on characters are as wide as two letters. */
  private static final int FIRST_WIDE = 0x2E80;

  private static final int NAME_WIDTH = 22;

  public static Reports of(CommandSpec spec, OutputFormat format) {
    return new Reports(
        format, spec.resourceBundle(), spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** The same in the language of errors, which every operator gets in English. */
  public Reports inEnglish() {
    return new Reports(format, Language.EN.messages(), out, err);
  }

  /** Prints in the form that was asked for. */
  public void print(Consumer<JsonGenerator> json, Runnable table) {
    switch (format) {
      case JSON -> {
        try (JsonGenerator generator = JsonMapper.shared().createGenerator(out)) {
          generator.configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false);
          generator.writeStartObject();
          json.accept(generator);
          generator.writeEndObject();
        }
        out.println();
      }
      case TABLE -> table.run();
    }
    out.flush();
  }

  /** Prints a list, for programs under a name. */
  public void print(String name, Listing<?> list) {
    print(
        json -> {
          json.writeName(name);
          list.write(json);
        },
        () -> list.print(words, out));
  }

  /** Something to be known besides the result; not a part of it. */
  public void note(String key, Object... values) {
    err.println(text(key, values));
    err.flush();
  }

  /** A line of words, with what is filled in. */
  public void line(String key, Object... values) {
    out.println(text(key, values));
  }

  /** A fact in a line, its name first. */
  public void fact(String name, String value) {
    out.println(name + " ".repeat(Math.max(0, NAME_WIDTH - width(name))) + " " + value);
  }

  /**
   * Prints facts, one a line for people.
   *
   * @param texts what people read where it is not the value itself
   */
  public void facts(Map<String, @Nullable Object> facts, Map<String, String> texts) {
    print(
        json ->
            facts.forEach((name, value) -> {
              json.writeName(name);
              write(json, value);
            }),
        () ->
            facts.forEach((name, value) ->
                fact(words.getString("list." + name), texts.getOrDefault(name, plain(value)))));
  }

  private String plain(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Boolean truth -> yesNo(truth);
      default -> String.valueOf(value);
    };
  }

  public String yesNo(boolean truth) {
    return text(truth ? "value.yes" : "value.no");
  }

  public String text(String key, Object... values) {
    return words.getString(key).formatted(values);
  }

  /** The words for one value of an enumeration: {@code PREFIX.value_in_small_letters}. */
  public String word(String prefix, Enum<?> value) {
    return words.getString(prefix + "." + key(value));
  }

  /** An enumeration's value as programs get it. */
  public static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Columns a text takes on a terminal. */
  public static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += text.charAt(i) >= FIRST_WIDE ? 2 : 1;
    }
    return width;
  }

  /** Writes what a column or a fact may be. */
  public static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Enum<?> word -> json.writeString(key(word));
      case Map<?, ?> parts -> {
        json.writeStartObject();
        parts.forEach((key, part) -> {
          json.writeName(String.valueOf(key));
          write(json, part);
        });
        json.writeEndObject();
      }
      case Iterable<?> items -> {
        json.writeStartArray();
        items.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      default -> json.writeString(String.valueOf(value));
    }
  }
}
