package io.sealwright.app.config.table;

import io.sealwright.app.config.table.Key.Section;
import io.sealwright.app.config.table.Values.Origin;
import java.util.List;
import java.util.ResourceBundle;
import java.util.StringJoiner;

/** Writes a configuration out as TOML, in the words of a language. */
public record TableText(List<Section> sections, ResourceBundle words) {
  public TableText {
    sections = List.copyOf(sections);
  }

  /** Every key with what it is for and what it is unless given; each is commented out. */
  public String documented() {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("# " + words.getString("config.file")).add("");
    for (Section section : sections) {
      text.add("# " + section.words().in(words));
      text.add((section.many() ? "#" : "") + section.heading());
      for (Key<?> key : section.keys()) {
        text.add("").add("# " + key.words().in(words)).add("# " + kind(key));
        text.add("#" + key.name() + " = " + Form.written(key.example()));
      }
      text.add("");
    }
    return text.toString();
  }

  /** Every key with what it is now, and where that comes from. */
  public String effective(TableReader.Reading reading) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    for (Section section : sections) {
      for (Values values : reading.many(section.name())) {
        text.add(section.heading());
        section.keys().forEach(key -> text.add(effective(key, values)));
        text.add("");
      }
    }
    return text.toString();
  }

  /** What a key takes and what it is unless given. */
  public String kind(Key<?> key) {
    String takes = key.form().words().in(words);
    String kind =
        key.normal().isPresent()
            ? Phrase.of("config.takes_default", takes, Form.written(key.normal().get())).in(words)
            : Phrase.of("config.takes", takes).in(words);
    return key.variable()
        .map(name -> Phrase.of("config.overridden", kind, name).in(words))
        .orElse(kind);
  }

  /** Where a value comes from. */
  public String origin(Origin origin) {
    return switch (origin) {
      case Origin.Line(int number) -> Phrase.of("config.origin.line", number).in(words);
      case Origin.Variable(String name) -> name;
      case Origin.Default _ -> words.getString("config.origin.default");
    };
  }

  private <T> String effective(Key<T> key, Values values) {
    return values
        .find(key)
        .map(value ->
            "%s = %s  # %s"
                .formatted(
                    key.name(),
                    key.form().toml(value),
                    origin(values.origin(key).orElseGet(Origin.Default::new))))
        .orElseGet(() -> "# %s: %s".formatted(key.name(), words.getString("config.origin.unset")));
  }
}
