package io.sealwright.app.cli.config;

import io.sealwright.app.cli.Values;
import io.sealwright.app.config.ConfigFile;
import io.sealwright.app.config.ConfigFile.Outcome;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.table.Base;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.shell.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which configuration counts. */
public final class ConfigOptions {
  @Option(names = "--config", paramLabel = "FILE", converter = Values.Location.class)
  Optional<Path> given = Optional.empty();

  /** The file, if there is one. */
  Optional<Path> file() {
    return ConfigFile.find(given, Base.of(Path.of(""))).map(Path::toAbsolutePath);
  }

  /** What is set; all that is wrong is told on standard error, then it is a failure. */
  public Configuration load(CommandSpec spec) throws CommandFailure {
    return sound(spec).configuration();
  }

  /** As {@link #load}, with where each value comes from. */
  Outcome.Sound sound(CommandSpec spec) throws CommandFailure {
    return switch (outcome()) {
      case Outcome.Sound sound -> sound;
      case Outcome.Wrong wrong -> {
        wrong
            .problems()
            .forEach(
                problem -> spec.commandLine().getErr().println(problem.in(spec.resourceBundle())));
        throw failure(wrong);
      }
    };
  }

  /** What came of reading the file; without one, of none. */
  Outcome outcome() throws CommandFailure {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      return ConfigFile.read("", Base.of(Path.of("").toAbsolutePath()));
    }
    if (!Files.isRegularFile(file.get())) {
      throw CommandFailure.invalid(
          "configuration " + file.get() + " is not there",
          "give another --config, or begin one with 'sealwright config default'");
    }
    try {
      return ConfigFile.read(file.get(), Base.of(file.get().resolveSibling("")));
    } catch (IOException e) {
      throw CommandFailure.invalid(
              "configuration " + file.get() + " cannot be read", "check who may read it")
          .because(e);
    }
  }

  /** A disk that is mounted later is no fault of the file: whoever starts this may try again. */
  private CommandFailure failure(Outcome.Wrong wrong) {
    String name = file().map(Path::toString).orElse("of defaults");
    if (wrong.problems().stream().allMatch(Problem::mayPass)) {
      return CommandFailure.refused(
          "the configuration %s names folders or files that are not there: %d"
              .formatted(name, wrong.problems().size()),
          "mount or make them, or correct the file");
    }
    return CommandFailure.invalid(
        "the configuration %s has problems: %d".formatted(name, wrong.problems().size()),
        "'sealwright config check' names them, 'sealwright config default' explains every key");
  }
}
