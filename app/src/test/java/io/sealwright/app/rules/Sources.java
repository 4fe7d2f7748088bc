package io.sealwright.app.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The text files of the repository, wherever in it the test was started. */
record Sources(Path root) {
  private static final Set<String> NOT_OURS =
      Set.of(".git", ".idea", ".vscode", "target", "vectors", "node_modules");
  private static final Set<String> TEXT =
      Set.of("java", "md", "xml", "properties", "sh", "toml", "rs", "c", "h", "yml", "");

  static Sources ofRepository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.resolve("..").normalize();
    }
    return new Sources(folder);
  }

  /** Every Java source, of all modules, tests included. */
  List<Path> java() {
    return files(file -> extension(file).equals("java"));
  }

  /** Every file that is written by hand. */
  List<Path> text() {
    return files(file -> TEXT.contains(extension(file)));
  }

  /** The file as the repository names it, with slashes. */
  String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private List<Path> files(Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(this::isOurs)
          .filter(wanted)
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOurs(Path file) {
    for (Path segment : root.relativize(file)) {
      if (NOT_OURS.contains(segment.toString())) {
        return false;
      }
    }
    return true;
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).equals(name)
        ? ""
        : name.substring(name.lastIndexOf('.') + 1);
  }
}
