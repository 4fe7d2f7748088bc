package io.sealwright.app.config.table;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What values are read against.
 *
 * @param folder of the file; relative paths begin here
 * @param home what {@code ~/} stands for
 * @param environment variables, some of which override keys
 */
public record Base(Path folder, Path home, Map<String, String> environment) {
  private static final String HOME = "~/";

  public Base {
    environment = Map.copyOf(environment);
  }

  /** That of this process, for a file in a folder. */
  public static Base of(Path folder) {
    return new Base(folder, Path.of(System.getProperty("user.home")), System.getenv());
  }

  /** A variable that is set to something. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** The path a text means, absolute; none if it means none. */
  Optional<Path> path(String text) {
    try {
      Path path =
          text.startsWith(HOME)
              ? home.resolve(text.substring(HOME.length()))
              : folder.resolve(text);
      return Optional.of(path.toAbsolutePath().normalize()).filter(_ -> !text.isBlank());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
