package io.sealwright.app.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.sealwright.lotus.serving.LogLevels;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The loggers of this process. Levels have the names Lotus gives them. */
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
    } else if (context.exists(logger) != null) {
      context.getLogger(logger).setLevel(wanted);
    }
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
