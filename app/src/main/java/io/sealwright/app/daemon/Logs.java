package io.sealwright.app.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import io.sealwright.app.config.LogSettings;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * The log of a process: one file, begun anew each day and when it is large. Standard error goes on
 * to have what is worse than usual.
 */
final class Logs implements AutoCloseable {
  /** Lines of a message, such as a chain's words on what failed, are joined: an event is a line. */
  private static final String MESSAGE =
      "%replace(%replace(%msg){'\\s+$', ''}){'\\s*[\\r\\n]+\\s*', ' | '}%n";

  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} " + MESSAGE;

  /** They tell of each connection and statement, or of themselves. */
  private static final List<String> TALKATIVE =
      List.of("org.flywaydb", "org.eclipse.jetty", "io.javalin", "com.github.kagkarlsson");

  /**
   * The carrier of tasks warns of each that is another worker's, of all that is default, and of
   * each whose row went with its result while the worker still tidies up; leases are ours. And the
   * pool of connections, with a trace, of each that the database has closed.
   */
  private static final List<String> WORRIED =
      List.of(
          "com.github.kagkarlsson.scheduler.jdbc",
          "com.github.kagkarlsson.scheduler.Scheduler",
          "com.zaxxer.hikari");

  /** Names that are no class's; there from the start, so that their level can be set. */
  private static final List<String> NAMED =
      List.of("auth", "devchain", "sealwright::window_post", "wdpost");

  /** The parts of the carrier that ask the database again and again. */
  private static final Set<String> REPEATING =
      Set.of(
          "com.github.kagkarlsson.scheduler.RunAndLogErrors",
          "com.github.kagkarlsson.scheduler.RunUntilShutdown");

  private final LoggerContext context;
  private final Logger root;
  private final Level before;
  private final Appender<ILoggingEvent> appender;
  private final TurboFilter repeated = new Repeated();
  private final Logger own;

  /**
   * Each time that the carrier asks a database that does not answer it says so, with a trace, for
   * each type of task. The worker says it once.
   */
  private static final class Repeated extends TurboFilter {
    @Override
    public FilterReply decide(
        @Nullable Marker marker,
        Logger logger,
        Level level,
        @Nullable String words,
        Object @Nullable [] values,
        @Nullable Throwable failure) {
      return failure != null && REPEATING.contains(logger.getName()) && isOfLostDatabase(failure)
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }

    /** The carrier cannot roll back then either, which hides the cause. */
    private static boolean isOfLostDatabase(Throwable failure) {
      return Database.isGone(failure)
          || Stream.of(failure.getSuppressed()).anyMatch(Database::isGone)
          || isOfTheEnd(failure);
    }

    /** A process that ends interrupts the carrier, which may be waiting for a connection then. */
    private static boolean isOfTheEnd(Throwable failure) {
      return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
          .anyMatch(InterruptedException.class::isInstance);
    }
  }

  private Logs(LoggerContext context, Logger root, Level before, Appender<ILoggingEvent> appender) {
    this.context = context;
    this.root = root;
    this.before = before;
    this.appender = appender;
    this.own = context.getLogger(Daemon.class);
    context.addTurboFilter(repeated);
  }

  /**
   * Begins to log.
   *
   * @param process names the file
   */
  static Logs begin(String process, LogSettings settings) throws CommandFailure {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Path file = settings.folder().resolve(process + ".log");
    try {
      Files.createDirectories(settings.folder());
    } catch (IOException e) {
      throw CommandFailure.refused(
              "the log folder " + settings.folder() + " cannot be made",
              "check who may write there, or set log.folder")
          .because(e);
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    NAMED.forEach(context::getLogger);
    quieten(context, root);
    Level before = root.getLevel();
    Appender<ILoggingEvent> appender = appender(context, file, settings);
    root.addAppender(appender);
    Level level = Level.toLevel(settings.level().toString());
    root.setLevel(level);
    for (String name : TALKATIVE) {
      context.getLogger(name).setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    }
    WORRIED.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    return new Logs(context, root, before, appender);
  }

  /** Writes into the file alone what standard error is told in words of its own. */
  void note(Level level, String words) {
    appender.doAppend(new LoggingEvent(Logs.class.getName(), own, level, words, null, null));
  }

  @Override
  public void close() {
    context.getTurboFilterList().remove(repeated);
    root.setLevel(before);
    root.detachAppender(appender);
    appender.stop();
  }

  /** What is there already writes to standard error. */
  private static void quieten(LoggerContext context, Logger root) {
    ThresholdFilter worse = new ThresholdFilter();
    worse.setContext(context);
    worse.setLevel(Level.WARN.levelStr);
    worse.start();
    for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
      all.next().addFilter(worse);
    }
  }

  private static Appender<ILoggingEvent> appender(
      LoggerContext context, Path file, LogSettings settings) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName("FILE");
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context, settings.lines()));
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i.gz");
    rolling.setMaxFileSize(new FileSize(settings.rotateAt()));
    rolling.setMaxHistory(settings.days());
    rolling.setTotalSizeCap(new FileSize(settings.mostBytes()));
    rolling.start();
    appender.setRollingPolicy(rolling);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogSettings.Lines lines) {
    return switch (lines) {
      case TEXT -> {
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(TEXT);
        text.setCharset(UTF_8);
        text.start();
        yield text;
      }
      case JSON -> {
        JsonEncoder json = new JsonEncoder();
        json.setContext(context);
        json.setWithFormattedMessage(true);
        json.start();
        yield json;
      }
    };
  }
}
