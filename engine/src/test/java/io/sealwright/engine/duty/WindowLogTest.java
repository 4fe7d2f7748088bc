package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
  }

  /** Who looks for proofs that were not sent must not find a declaration that came too late. */
  @Test
  void onlyAProofIsAProofThatWasNotSent() {
    PostNotSent late = new PostNotSent("late");
    WindowLog.notSent(new Purpose.Proof(Scene.attempt(Scene.EIGHT, 1, 0)), late);
    WindowLog.notSent(new Purpose.Faults(Scene.EIGHT), late);
    WindowLog.notSent(new Purpose.Recoveries(Scene.EIGHT), late);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "submit window post failed: window-post 1480 0 1: late",
            "checking sector faults: faults 1480: late",
            "checking sector recoveries: recoveries 1480: late");
  }
}
