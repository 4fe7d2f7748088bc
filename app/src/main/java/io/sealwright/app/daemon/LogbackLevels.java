package io.sealwright.app.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.sealwright.lotus.serving.LogLevels;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.slf4j.LoggerFactory;

/**
 * The loggers of this process. Levels have the names Lotus gives them; a logger of a class may be
 * named as its lines are, without the package.
 */
public record LogbackLevels(LoggerContext context) implements LogLevels {
  private static final String ALL = "*";

  public static LogbackLevels ofProcess() {
    return new LogbackLevels((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  @Override
  public List<String> names() {
    return context.getLoggerList().stream().map(Logger::getName).toList();
  }

  @Override
  public void set(String logger, String level) {
    Level wanted = level(level);
    if (logger.equals(ALL)) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(wanted);
      return;
    }
    List<Logger> meant =
        context.getLoggerList().stream()
            .filter(one -> one.getName().equals(logger) || one.getName().endsWith("." + logger))
            .toList();
    if (meant.isEmpty()) {
      throw new NoSuchElementException(
          "no logger is called \"%s\"; there are %s, and those of classes, as lines of the log name"
                  .formatted(logger, String.join(", ", shortNames()))
              + " them");
    }
    meant.forEach(one -> one.setLevel(wanted));
  }

  /** Those that no class has given its name. */
  private List<String> shortNames() {
    List<String> names = names();
    return names.stream()
        .filter(name -> !name.contains(".") && !name.equals(Logger.ROOT_LOGGER_NAME))
        .filter(name -> names.stream().noneMatch(other -> other.startsWith(name + ".")))
        .sorted()
        .toList();
  }

  private static Level level(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "debug" -> Level.DEBUG;
      case "info" -> Level.INFO;
      case "warn" -> Level.WARN;
      case "error", "dpanic", "panic", "fatal" -> Level.ERROR;
      default -> throw new IllegalArgumentException("no level " + name);
    };
  }
}
