package io.sealwright.app.cli.connect;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the process finds itself in: its environment variables and the user's home folder. */
public record Surroundings(Map<String, String> environment, Path home) {
  private static final String HOME = "~/";

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static Surroundings real() {
    return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** A variable that is set to something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** A path; a leading {@code ~/} is the home folder, as Lotus reads it. */
  Path path(String text) {
    return text.startsWith(HOME) ? home.resolve(text.substring(HOME.length())) : Path.of(text);
  }
}
