package io.sealwright.app.config.table;

import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.amount.TokenAmount;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** The forms of values. */
public final class Forms {
  static final String NO_FOLDER = "config.problem.no_folder";
  static final String NO_PARENT = "config.problem.no_parent";
  static final String NO_FILE = "config.problem.no_file";

  private static final Pattern ENDPOINT = Pattern.compile("\\[?([^\\[\\]\\s]+)]?:([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  private Forms() {}

  /** Reads a text; an IllegalArgumentException is told as a text of another form. */
  public static <T> Form<T> text(
      Phrase words, Function<String, T> reader, Function<T, Object> plain) {
    return new Form<>(words, (written, _) -> read(words, reader, string(words, written)), plain);
  }

  /** As {@link #text}, of what is not to be shown. */
  public static <T> Form<T> secret(
      Phrase words, Function<String, T> reader, Function<T, Object> plain) {
    return new Form<>(
        words,
        (written, _) -> {
          try {
            return reader.apply(string(words, written));
          } catch (IllegalArgumentException _) {
            throw new Unfit(Phrase.of("config.problem.secret", words));
          }
        },
        plain);
  }

  /** A name that goes into file names. */
  public static Form<String> name() {
    Phrase words = Phrase.of("config.form.name");
    return text(words, text -> matching("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", text), text -> text);
  }

  /** A text without control characters, of up to 200 characters. */
  public static Form<String> line() {
    Phrase words = Phrase.of("config.form.line");
    return text(words, text -> matching("\\P{Cntrl}{1,200}", text), text -> text);
  }

  /** A whole number within bounds, both included. */
  public static Form<Integer> whole(int least, int most) {
    Phrase words = Phrase.of("config.form.whole", least, most);
    return new Form<>(
        words,
        (written, _) -> {
          if (!(written instanceof Long number)) {
            throw wrongType(words, written);
          }
          return within(words, number, (long) least, (long) most).intValue();
        },
        Integer::longValue);
  }

  public static Form<Boolean> truth() {
    Phrase words = Phrase.of("config.form.truth");
    return new Form<>(
        words,
        (written, _) -> {
          if (!(written instanceof Boolean truth)) {
            throw wrongType(words, written);
          }
          return truth;
        },
        truth -> truth);
  }

  /** A time within bounds, both included. */
  public static Form<Duration> time(Duration least, Duration most) {
    Phrase words = Phrase.of("config.form.time", Amounts.written(least), Amounts.written(most));
    return new Form<>(
        words,
        (written, _) ->
            within(words, read(words, Amounts::time, string(words, written)), least, most),
        Amounts::written);
  }

  /** A number of bytes within bounds, both included. */
  public static Form<Long> size(long least, long most) {
    Phrase words = Phrase.of("config.form.size", Amounts.written(least), Amounts.written(most));
    return new Form<>(
        words,
        (written, _) -> {
          long bytes =
              written instanceof Long number
                  ? number
                  : read(words, Amounts::size, string(words, written));
          return within(words, bytes, least, most);
        },
        Amounts::written);
  }

  /** An amount of money from nothing to a bound. */
  public static Form<TokenAmount> money(String most) {
    Phrase words = Phrase.of("config.form.money", most);
    return new Form<>(
        words,
        (written, _) ->
            within(
                words,
                read(words, TokenAmount::parse, string(words, written)),
                TokenAmount.ZERO,
                TokenAmount.parse(most)),
        amount -> amount.toString().replace(" ", ""));
  }

  /** One of some values, by what they are called. */
  public static <T> Form<T> choice(List<T> values) {
    String names = String.join(", ", values.stream().map(Object::toString).toList());
    Phrase words = Phrase.of("config.form.choice", names);
    return text(words, text -> chosen(values, text), Object::toString);
  }

  public static Form<MinerId> miner() {
    return text(Phrase.of("config.form.miner"), MinerId::parse, MinerId::toString);
  }

  /** {@code HOST:PORT}, where port 0 takes a free one. */
  public static Form<InetSocketAddress> endpoint() {
    return text(
        Phrase.of("config.form.endpoint"),
        Forms::endpoint,
        address -> address.getHostString() + ":" + address.getPort());
  }

  /** A folder that is there. */
  public static Form<Path> folder() {
    return path(Phrase.of("config.form.folder"), Files::isDirectory, NO_FOLDER);
  }

  /** A folder that is there or can be made: its parent is there. */
  public static Form<Path> newFolder() {
    return path(
        Phrase.of("config.form.new_folder"),
        path ->
            Files.isDirectory(path)
                || !Files.exists(path) && Files.isDirectory(path.resolveSibling("")),
        NO_PARENT);
  }

  /** A file that is there. */
  public static Form<Path> file() {
    return path(Phrase.of("config.form.file"), Files::isRegularFile, NO_FILE);
  }

  static Unfit wrongType(Phrase words, Object written) {
    return new Unfit(Phrase.of("config.problem.type", words, typeOf(written)));
  }

  static Phrase typeOf(Object written) {
    return Phrase.of(
        "config.type."
            + switch (written) {
              case String _ -> "text";
              case Long _ -> "whole";
              case Double _ -> "fraction";
              case Boolean _ -> "truth";
              case TomlArray _ -> "array";
              case TomlTable _ -> "table";
              default -> "date";
            });
  }

  private static Form<Path> path(Phrase words, Predicate<Path> right, String objection) {
    return new Form<>(
        words,
        (written, base) -> {
          String text = string(words, written);
          Path path = base.path(text).orElseThrow(() -> notOfForm(words, text));
          if (!right.test(path)) {
            throw new Unfit(Phrase.of(objection, Phrase.quoted(path.toString())));
          }
          return path;
        },
        Path::toString);
  }

  private static String string(Phrase words, Object written) throws Unfit {
    if (!(written instanceof String text)) {
      throw wrongType(words, written);
    }
    return text;
  }

  private static <T> T read(Phrase words, Function<String, T> reader, String text) throws Unfit {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException _) {
      throw notOfForm(words, text);
    }
  }

  private static Unfit notOfForm(Phrase words, String text) {
    return new Unfit(Phrase.of("config.problem.form", Phrase.quoted(text), words));
  }

  private static <T extends Comparable<T>> T within(Phrase words, T value, T least, T most)
      throws Unfit {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new Unfit(Phrase.of("config.problem.range", words));
    }
    return value;
  }

  private static String matching(String pattern, String text) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static <T> T chosen(List<T> values, String text) {
    return values.stream()
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  private static InetSocketAddress endpoint(String text) {
    Matcher form = ENDPOINT.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) > MAX_PORT) {
      throw new IllegalArgumentException(text);
    }
    return InetSocketAddress.createUnresolved(form.group(1), Integer.parseInt(form.group(2)));
  }
}
