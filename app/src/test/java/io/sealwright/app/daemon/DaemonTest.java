package io.sealwright.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.app.config.LogSettings;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A daemon from inside its process; signals to it are tried with the real program. */
final class DaemonTest {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> closed = new ArrayList<>();

  @AfterEach
  void end() {
    client.close();
  }

  /** A part that is as it is told. */
  private final class Told implements Part {
    private final String name;
    private Verdict verdict = Verdict.well("idle");
    private boolean endsBadly;

    Told(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Verdict health() {
      return verdict;
    }

    @Override
    public void close() {
      closed.add(name);
      if (endsBadly) {
        throw new IllegalStateException("stuck");
      }
    }
  }

  private Daemon begin(LogSettings.Lines lines) throws CommandFailure {
    return Daemon.begin(
        new Daemon.Settings(
            "trial",
            new LogSettings(
                folder.resolve("log"), LogSettings.Level.INFO, lines, 1 << 20, 3, 1 << 24),
            InetSocketAddress.createUnresolved("127.0.0.1", 0),
            Duration.ofSeconds(1)));
  }

  private HttpResponse<String> get(Daemon daemon, String page) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + daemon.address().getPort() + page);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log/trial.log"));
  }

  @Test
  void saysHowItsPartsAre() throws Exception {
    try (Daemon daemon = begin(LogSettings.Lines.TEXT)) {
      daemon.add(new Told("database"));
      Told worker = daemon.add(new Told("worker"));
      HttpResponse<String> well = get(daemon, "/health");
      assertThat(well.statusCode()).isEqualTo(200);
      assertThat(well.body())
          .isEqualTo(
              """
              {"status":"well","parts":{"threads":{"well":true,"words":"none has failed"},\
              "database":{"well":true,"words":"idle"},\
              "worker":{"well":true,"words":"idle"}}}\
              """);
      worker.verdict = Part.Verdict.unwell("no heartbeat for 2m");
      HttpResponse<String> unwell = get(daemon, "/health");
      assertThat(unwell.statusCode()).isEqualTo(503);
      assertThat(unwell.body()).contains("\"unwell\"", "no heartbeat for 2m");
      assertThat(get(daemon, "/metrics").body())
          .contains("sealwright_part_well{part=\"database\"} 1.0")
          .contains("sealwright_part_well{part=\"worker\"} 0.0")
          .contains("jvm_memory_used_bytes");
      assertThat(get(daemon, "/else").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void changesNothingForWhoeverAsks() throws Exception {
    try (Daemon daemon = begin(LogSettings.Lines.TEXT)) {
      URI uri = URI.create("http://127.0.0.1:" + daemon.address().getPort() + "/health");
      HttpRequest post =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("x")).build();
      assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void closesItsPartsInReverseWhateverBecomesOfOne() throws Exception {
    try (Daemon daemon = begin(LogSettings.Lines.TEXT)) {
      daemon.add(new Told("database"));
      daemon.add(new Told("worker")).endsBadly = true;
      daemon.add(new Told("duty"));
      daemon.end();
      daemon.await();
    }
    assertThat(closed).containsExactly("duty", "worker", "database");
    assertThat(log())
        .anyMatch(line -> line.contains("INFO") && line.contains("trial begins"))
        .anyMatch(line -> line.contains("ERROR") && line.contains("worker did not end"))
        .anyMatch(line -> line.contains("trial has ended"));
  }

  @Test
  void saysThatAThreadHasEndedAndGoesOnAfterABug() throws Exception {
    try (Daemon daemon = begin(LogSettings.Lines.TEXT)) {
      Thread.ofVirtual()
          .name("heartbeat")
          .start(() -> {
            throw new IllegalStateException("bug");
          })
          .join();
      assertThat(get(daemon, "/health").statusCode()).isEqualTo(503);
      assertThat(get(daemon, "/health").body())
          .contains("heartbeat ended by java.lang.IllegalStateException: bug");
      daemon.end();
      daemon.await();
    }
    assertThat(log()).anyMatch(line -> line.contains("heartbeat has ended"));
  }

  @Test
  void endsAsAFailureWhenAnErrorEndsAThread() throws Exception {
    try (Daemon daemon = begin(LogSettings.Lines.TEXT)) {
      Thread.ofPlatform()
          .name("driver")
          .start(() -> {
            throw new NoClassDefFoundError("io/sealwright/Gone");
          })
          .join();
      assertThatThrownBy(daemon::await)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("driver ended by java.lang.NoClassDefFoundError")
          .extracting(failure -> ((CommandFailure) failure).code())
          .isEqualTo(ExitCode.FAILED);
    }
  }

  /** A message that failed on the chain is told with its calls, one below the other. */
  @Test
  void anEventIsALineOfTheLogWhateverItTells() throws Exception {
    try (Daemon _ = begin(LogSettings.Lines.TEXT)) {
      LoggerFactory.getLogger("io.sealwright.engine.Teller")
          .warn("refused: {}", "message failed with backtrace:\n00: f01000 \r\n\n  01: f05\n");
      LoggerFactory.getLogger("io.javalin.Javalin").info("a greeting");
      LoggerFactory.getLogger("com.github.kagkarlsson.scheduler.Scheduler").warn("a worry");
    }
    assertThat(log())
        .anyMatch(line ->
            line.endsWith(
                "WARN  Teller refused: message failed with backtrace: | 00: f01000 | 01: f05"))
        .noneMatch(line -> line.contains("a greeting") || line.contains("a worry"))
        .allMatch(line -> line.matches("20[0-9-]+T[0-9:.]+\\S+ (INFO|WARN|ERROR) +\\S+ .*"));
  }

  @Test
  void aLevelIsSetOfALoggerThatThereIsAndRefusedOfAnother() throws Exception {
    LogbackLevels levels = LogbackLevels.ofProcess();
    try (Daemon _ = begin(LogSettings.Lines.TEXT)) {
      Logger one = LoggerFactory.getLogger("io.sealwright.engine.trial.One");
      levels.set("One", "error");
      one.warn("not heard");
      levels.set("io.sealwright.engine.trial", "debug");
      LoggerFactory.getLogger("io.sealwright.engine.trial.Other").debug("heard");
      levels.set("wdpost", "info");
      assertThatThrownBy(() -> levels.set("wdpst", "debug"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("no logger is called \"wdpst\"; there are auth, devchain,")
          .hasMessageContaining("wdpost")
          .hasMessageContaining("and those of classes");
      assertThatThrownBy(() -> levels.set("wdpost", "loud"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(log())
        .noneMatch(line -> line.contains("not heard"))
        .anyMatch(line -> line.contains("DEBUG Other heard"));
  }

  @Test
  void logsObjectsForPrograms() throws Exception {
    try (Daemon _ = begin(LogSettings.Lines.JSON)) {
      LoggerFactory.getLogger("some").warn("odd \"name\" of {}", "one");
    }
    assertThat(log().stream().map(line -> JsonMapper.shared().readTree(line)))
        .anyMatch(line ->
            line.get("level").asString().equals("WARN")
                && line.get("formattedMessage").asString().equals("odd \"name\" of one"));
  }

  @Test
  void leavesOutWhatTheCarrierRepeatsWhileTheDatabaseIsGoneAndNothingElse() throws Exception {
    try (Daemon _ = begin(LogSettings.Lines.TEXT)) {
      for (String part : List.of("RunUntilShutdown", "RunAndLogErrors")) {
        Logger carrier = LoggerFactory.getLogger("com.github.kagkarlsson.scheduler." + part);
        carrier.error("asked", new SQLTransientConnectionException("none is free"));
        Exception broken = new IllegalStateException("the way back is none");
        broken.addSuppressed(new SQLTransientConnectionException("session closed"));
        carrier.error("asked", broken);
        Exception ended = new SQLException("interrupted while waiting", new InterruptedException());
        carrier.error("asked", new IllegalStateException("unable to open connection", ended));
        carrier.error("asked", new IllegalStateException("no such column, says " + part));
      }
      LoggerFactory.getLogger("worker").error("beat", new SQLTransientConnectionException("gone"));
    }
    assertThat(log())
        .noneMatch(line -> line.contains("none is free") || line.contains("session closed"))
        .noneMatch(line -> line.contains("unable to open connection"))
        .anyMatch(line -> line.contains("no such column, says RunUntilShutdown"))
        .anyMatch(line -> line.contains("no such column, says RunAndLogErrors"))
        .anyMatch(line -> line.contains("gone"));
  }

  @Test
  void refusesAnAddressThatIsTaken() throws Exception {
    try (Daemon daemon = begin(LogSettings.Lines.TEXT)) {
      Daemon.Settings same =
          new Daemon.Settings(
              "other",
              new LogSettings(
                  folder.resolve("log"),
                  LogSettings.Level.INFO,
                  LogSettings.Lines.TEXT,
                  1 << 20,
                  3,
                  1 << 24),
              daemon.address(),
              Duration.ofSeconds(1));
      assertThatThrownBy(() -> Daemon.begin(same))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("cannot listen on 127.0.0.1");
    }
  }
}
