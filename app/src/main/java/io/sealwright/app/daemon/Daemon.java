package io.sealwright.app.daemon;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sealwright.app.config.LogSettings;
import io.sealwright.app.daemon.Part.Verdict;
import io.sealwright.app.shell.CommandFailure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that runs until it is told to end. Its parts are closed in the reverse of the order in
 * which they were added, so that a part may use those before it to its end.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** What parts may take beyond the limit that is set: to put away what they did not finish. */
  private static final Duration TO_PUT_AWAY = Duration.ofSeconds(30);

  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private final String name;
  private final Logs log;
  private final End end;
  private final StatusServer server;
  private final Threads threads;
  private volatile Optional<CommandFailure> failure = Optional.empty();

  /**
   * What a daemon is.
   *
   * @param name of the process, which its log file has
   * @param health where it answers
   * @param stopLimit how long it may take to end its work
   */
  public record Settings(
      String name, LogSettings log, InetSocketAddress health, Duration stopLimit) {}

  private Daemon(Settings settings, Logs log) throws CommandFailure {
    this.name = settings.name();
    this.log = log;
    JvmMetrics.builder().register(metrics);
    GaugeWithCallback.builder()
        .name("sealwright_part_well")
        .help("1 for a part of the process that does what it is there for, else 0")
        .labelNames("part")
        .callback(
            gauge -> health().forEach((part, verdict) -> gauge.call(verdict.well() ? 1 : 0, part)))
        .register(metrics);
    this.server = StatusServer.start(settings.health(), this::health, metrics);
    Duration limit = settings.stopLimit().plus(TO_PUT_AWAY);
    this.end = End.ofProcess(limit);
    this.threads = add(Threads.watch(() -> end.fail(limit)));
  }

  /** Begins to log and to answer. */
  public static Daemon begin(Settings settings) throws CommandFailure {
    Logs log = Logs.begin(settings.name(), settings.log());
    try {
      Daemon daemon = new Daemon(settings, log);
      LOG.info(
          "{} begins; health and metrics at {}:{}",
          settings.name(),
          daemon.address().getHostString(),
          daemon.address().getPort());
      return daemon;
    } catch (CommandFailure e) {
      log.note(Level.ERROR, failed(settings.name(), e));
      log.close();
      throw e;
    }
  }

  /** What a process does from its start to its end. */
  public interface Work {
    void run() throws Exception;
  }

  /** Does it. Why it failed is in the log too, for whoever reads there why nothing runs. */
  public void run(Work work) throws Exception {
    try {
      work.run();
    } catch (Exception e) {
      log.note(Level.ERROR, failed(name, e));
      throw e;
    }
  }

  private static String failed(String name, Exception failure) {
    String words = failure instanceof CommandFailure ? failure.getMessage() : failure.toString();
    return "%s has failed: %s".formatted(name, words);
  }

  /** Takes a part over: from now on it belongs to the process, and is closed with it. */
  public <P extends Part> P add(P part) {
    parts.add(part);
    return part;
  }

  /** Where parts enter their figures. */
  public PrometheusRegistry metrics() {
    return metrics;
  }

  /** Where it answers. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** How each part is; one that fails to say is not well. */
  public Map<String, Verdict> health() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    for (Part part : parts) {
      verdicts.put(part.name(), health(part));
    }
    return verdicts;
  }

  private static Verdict health(Part part) {
    try {
      return part.health();
    } catch (RuntimeException e) {
      LOG.error("the health of {}", part.name(), e);
      return Verdict.unwell("its health cannot be told: " + e.getMessage());
    }
  }

  /** Asks for the end, as a signal does, and returns at once. */
  public void end() {
    end.ask();
  }

  /** Asks for the end, which is a failure of the process. */
  public void fail(CommandFailure why) {
    failure = Optional.of(why);
    end.ask();
  }

  /**
   * Waits until the end is asked for.
   *
   * @throws CommandFailure if it is the end because something broke that this process cannot mend
   */
  public void await() throws InterruptedException, CommandFailure {
    end.await();
    if (failure.isPresent()) {
      throw failure.get();
    }
    Optional<String> broken = threads.broken();
    if (broken.isPresent()) {
      throw CommandFailure.failed(
          broken.get(), "see the log, and start it again: nothing that was written down is lost");
    }
  }

  @Override
  public void close() {
    LOG.info("{} ends", name);
    for (Part part : parts.reversed()) {
      try {
        part.close();
      } catch (RuntimeException e) {
        LOG.error("{} did not end in good order", part.name(), e);
      }
    }
    server.close();
    LOG.info("{} has ended", name);
    log.close();
    end.close();
  }
}
