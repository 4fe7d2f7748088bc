package io.sealwright.app.config.table;

import io.sealwright.app.config.table.Key.Section;
import io.sealwright.app.config.table.Values.Origin;
import io.sealwright.app.shell.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a TOML text by a description, and finds all that is wrong in it. */
public final class TableReader {
  private final Map<String, Section> sections;
  private final Map<String, Key<?>> keys;
  private final Base base;
  private final Map<String, List<Values>> found = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private TableReader(List<Section> sections, Base base) {
    this.sections = sections.stream().collect(Collectors.toMap(Section::name, part -> part));
    this.keys =
        sections.stream()
            .flatMap(section -> section.keys().stream())
            .collect(Collectors.toMap(Key::path, key -> key));
    this.base = base;
  }

  /**
   * What was read.
   *
   * @param problems as they stand in the file
   * @param tables one for each section, any number of those that may be there several times
   */
  public record Reading(Map<String, List<Values>> tables, List<Problem> problems) {
    public Reading {
      tables = Map.copyOf(tables);
      problems = problems.stream().sorted(Problem.IN_FILE).toList();
    }

    /** Whether the text is not TOML throughout, so that keys may be missing that stand in it. */
    public boolean isTorn() {
      return problems.stream().anyMatch(problem -> problem.key().isEmpty());
    }

    /** The one table of a section. */
    public Values one(String section) {
      return many(section).getFirst();
    }

    public List<Values> many(String section) {
      return tables.getOrDefault(section, List.of());
    }
  }

  /** Reads a text; what is missing in it is as the description has it. */
  public static Reading read(List<Section> sections, String text, Base base) {
    TableReader reader = new TableReader(sections, base);
    TomlParseResult toml = Toml.parse(text);
    toml.errors()
        .forEach(error ->
            reader.problems.add(
                new Problem(
                    error.position().line(),
                    "",
                    Phrase.of(
                        "config.problem.syntax",
                        Phrase.quoted(String.valueOf(error.getMessage()))))));
    reader.table("", toml, new Values(0));
    sections.stream()
        .filter(section -> !section.many() && !reader.found.containsKey(section.name()))
        .forEach(section -> reader.section(section, new Values(0)));
    return new Reading(reader.found, reader.problems);
  }

  private void table(String prefix, TomlTable table, Values values) {
    for (String name : table.keySet()) {
      String path = prefix.isEmpty() ? name : prefix + "." + name;
      int line = line(table, name);
      Object written = table.get(List.of(name));
      Section section = sections.get(path);
      Key<?> key = keys.get(path);
      if (section != null) {
        enter(section, written, line);
      } else if (key != null) {
        given(key, written, line, values);
      } else {
        unknown(prefix, name, written, line);
      }
    }
  }

  private void enter(Section section, Object written, int line) {
    if (section.many() && written instanceof TomlArray array && !containsOther(array)) {
      found.computeIfAbsent(section.name(), _ -> new ArrayList<>());
      for (int i = 0; i < array.size(); i++) {
        TomlTable table = array.getTable(i);
        Values values = new Values(line(array, i, line));
        table(section.name(), table, values);
        section(section, values);
      }
    } else if (!section.many() && written instanceof TomlTable table) {
      Values values = new Values(line);
      table(section.name(), table, values);
      section(section, values);
    } else {
      found.putIfAbsent(section.name(), List.of(new Values(line)));
      add(line, section.name(), Phrase.of("config.problem.heading", section.heading()));
    }
  }

  private static boolean containsOther(TomlArray array) {
    return !array.toList().stream().allMatch(TomlTable.class::isInstance);
  }

  /** Fills in what a table does not say. */
  private void section(Section section, Values values) {
    for (Key<?> key : section.keys()) {
      override(key, values);
      if (values.origin(key).isEmpty() && !values.isSpoiled(key)) {
        standard(key, values);
      }
    }
    found.computeIfAbsent(section.name(), _ -> new ArrayList<>()).add(values);
  }

  private <T> void given(Key<T> key, Object written, int line, Values values) {
    try {
      values.put(key, key.form().read(written, base), new Origin.Line(line));
    } catch (Unfit e) {
      values.spoil(key);
      add(line, key.path(), e.phrase());
    }
  }

  private <T> void override(Key<T> key, Values values) {
    Optional<String> variable = key.variable();
    Optional<String> written = variable.flatMap(base::variable);
    if (written.isPresent()) {
      try {
        T value = key.form().read(written.get(), base);
        values.put(key, value, new Origin.Variable(variable.get()));
      } catch (Unfit e) {
        values.spoil(key);
        add(0, variable.get(), e.phrase());
      }
    }
  }

  private <T> void standard(Key<T> key, Values values) {
    if (key.normal().isPresent()) {
      try {
        values.put(key, key.form().read(key.normal().get(), base), new Origin.Default());
      } catch (Unfit e) {
        add(0, key.path(), e.phrase());
      }
    }
  }

  private void unknown(String prefix, String name, Object written, int line) {
    boolean isTable =
        written instanceof TomlTable
            || written instanceof TomlArray array && !array.isEmpty() && !containsOther(array);
    String path = prefix.isEmpty() ? name : prefix + "." + name;
    Optional<String> meant = isTable ? Nearest.to(path, sections.keySet()) : meantKey(prefix, name);
    String kind = isTable ? "section" : "key";
    String shown = Phrase.quoted(path);
    add(
        line,
        shown,
        meant
            .map(near -> Phrase.of("config.problem.unknown_" + kind + "_near", near))
            .orElseGet(() -> Phrase.of("config.problem.unknown_" + kind)));
  }

  /** One of the same section; else one of this name elsewhere. */
  private Optional<String> meantKey(String prefix, String name) {
    Section section = sections.get(prefix);
    Stream<Key<?>> beside = section == null ? Stream.empty() : section.keys().stream();
    return Nearest.to(name, beside.map(Key::name).toList())
        .or(() ->
            keys.values().stream()
                .filter(key -> key.name().equals(name))
                .map(Key::path)
                .sorted()
                .findFirst());
  }

  private void add(int line, String key, Phrase phrase) {
    problems.add(new Problem(line, key, phrase));
  }

  private static int line(TomlTable table, String name) {
    TomlPosition position = table.inputPositionOf(List.of(name));
    return position == null ? 0 : position.line();
  }

  private static int line(TomlArray array, int index, int otherwise) {
    TomlPosition position = array.inputPositionOf(index);
    return position == null ? otherwise : position.line();
  }
}
