package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sealwright.protocol.bitfield.Bitfield;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WindowLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("wdpost");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void aCheckIsAWarningOnlyWhereSomethingIsBad() {
    WindowLog.checked(
        new FileCheck(
            Scene.EIGHT, Scene.EIGHT.open(), Bitfield.of(1, 2), Bitfield.of(1, 2), Bitfield.EMPTY));
    WindowLog.checked(
        new FileCheck(
            Scene.EIGHT, Scene.EIGHT.open(), Bitfield.of(1, 2), Bitfield.of(1), Bitfield.of(2)));
    assertThat(lines.list)
        .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
        .containsExactly(
            "INFO Checked sectors {\"index\":8,\"checked\":2,\"good\":2}",
            "WARN Checked sectors {\"index\":8,\"checked\":2,\"good\":1}");
  }

  /** Of what the world does the words are enough; a bug is found by where it happened. */
  @Test
  void aTraceIsToldOfBugsAlone() {
    Attempt attempt = Scene.attempt(Scene.EIGHT, 1, 0);
    WindowLog.failed(attempt, new IOException("no parameters"));
    WindowLog.failed(attempt, new IllegalStateException("bug"));
    assertThat(lines.list.getFirst().getFormattedMessage()).endsWith("try 1: no parameters");
    assertThat(lines.list.getFirst().getThrowableProxy()).isNull();
    assertThat(lines.list.getLast().getThrowableProxy()).isNotNull();
  }

  /** Who looks for proofs that were not sent must not find a declaration that came too late. */
  @Test
  void onlyAProofIsAProofThatWasNotSent() {
    PostNotSent late = new PostNotSent("late");
    WindowLog.notSent(new Purpose.Proof(Scene.attempt(Scene.EIGHT, 1, 0)), late);
    WindowLog.notSent(new Purpose.Faults(Scene.EIGHT), late);
    WindowLog.notSent(new Purpose.Recoveries(Scene.EIGHT, 1), late);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "submit window post failed: window-post 1480 0 1: late",
            "checking sector faults: faults 1480: late",
            "checking sector recoveries: recoveries 1480: late");
  }
}
