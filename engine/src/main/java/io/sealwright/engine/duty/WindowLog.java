package io.sealwright.engine.duty;

import io.sealwright.engine.duty.report.PostLine;
import io.sealwright.proofs.window.HungRead;
import io.sealwright.proofs.window.PostEvent;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What is said of windows, in Lotus's words and under the name of its logger. */
final class WindowLog {
  private static final Logger LOG = LoggerFactory.getLogger("wdpost");
  private static final Logger STAGES = LoggerFactory.getLogger("sealwright::window_post");
  private static final double MILLIS = 1000;

  private WindowLog() {}

  static void event(PostEvent event) {
    for (PostLine line : PostLine.of(event)) {
      if (line.isWarning()) {
        STAGES.warn("{}", line.words());
      } else {
        STAGES.info("{}", line.words());
      }
    }
  }

  static void hung(HungRead read) {
    STAGES.error(
        "sector {} in {}: a read in stage {} hangs and is left behind",
        read.sector(),
        read.storage(),
        read.stage());
  }

  static void running(WindowRecord record, long sectors, Epoch head) {
    Window window = record.attempt().window();
    LOG.info(
        "running window post {\"index\":{},\"open\":{},\"close\":{},\"challenge\":{},"
            + "\"partitions\":\"{}\",\"sectors\":{},\"height\":{},\"try\":{},\"withheld\":{}}",
        window.index(),
        window.open(),
        window.close(),
        window.challenge(),
        record.attempt().partitions(),
        sectors,
        head,
        record.attempt().number(),
        record.withheld());
  }

  /** The proof is made, or not. */
  static void computed(WindowRecord record, Duration elapsed, String failure) {
    if (!record.skipped().isEmpty()) {
      LOG.warn(
          "generate window post skipped sectors {\"index\":{},\"sectors\":\"{}\"}",
          record.attempt().window().index(),
          record.skipped());
    }
    LOG.info(
        "computing window post {\"index\":{},\"partitions\":\"{}\",\"elapsed\":{},\"skip\":{},"
            + "\"err\":{}}",
        record.attempt().window().index(),
        record.attempt().partitions(),
        String.format(Locale.ROOT, "%.3f", elapsed.toMillis() / MILLIS),
        record.skipped().count(),
        failure.isEmpty() ? "null" : '"' + failure.replace('"', '\'') + '"');
    if (record.withheld() && failure.isEmpty()) {
      LOG.warn("the proof of {} is withheld: no network takes it", record.attempt());
    }
  }

  /** A thread of the duty failed. What the world may do is told without where it happened. */
  static void failed(Attempt attempt, Throwable failure) {
    if (failure instanceof IOException) {
      LOG.error("error generating window post: {}: {}", attempt, failure.getMessage());
    } else {
      LOG.error("error generating window post: {}", attempt, failure);
    }
  }

  static void notStopped(Attempt attempt) {
    LOG.error("{} does not stop: no other window is begun beside it", attempt);
  }

  static void randomnessChanged(Attempt attempt) {
    LOG.warn("windowpost randomness changed ({})", attempt);
  }

  /** A declaration that comes too late is no proof that is missing. */
  static void notSent(Purpose purpose, Exception failure) {
    String undone =
        switch (purpose) {
          case Purpose.Proof _ -> "submit window post failed";
          case Purpose.Faults _ -> "checking sector faults";
          case Purpose.Recoveries _ -> "checking sector recoveries";
        };
    LOG.error("{}: {}: {}", undone, purpose.key(), failure.getMessage());
  }

  static void checked(FileCheck check) {
    LOG.atLevel(check.bad().isEmpty() ? Level.INFO : Level.WARN)
        .log(
            "Checked sectors {\"index\":{},\"checked\":{},\"good\":{}}",
            check.window().index(),
            check.good().count() + check.bad().count(),
            check.good().count());
  }

  static void checkFailed(Window window, Throwable failure) {
    if (failure instanceof IOException) {
      LOG.error(
          "the files of deadline {} were not checked: {}", window.index(), failure.getMessage());
    } else {
      LOG.error("the files of deadline {} were not checked", window.index(), failure);
    }
  }

  static void declared(DutyStep.Declare declared, Object message) {
    switch (declared.purpose()) {
      case Purpose.Faults _ -> LOG.warn("declare faults Message CID {}", message);
      case Purpose.Recoveries _ -> LOG.warn("declare faults recovered Message CID {}", message);
      case Purpose.Proof _ -> throw new IllegalArgumentException("a proof is not declared");
    }
  }

  /** An attempt came a step further. */
  static void kept(WindowRecord record) {
    int index = record.attempt().window().index();
    switch (record.progress()) {
      case Progress.OnItsWay(var message, var _) ->
          LOG.info("Submitted window post: {} (deadline {})", message, index);
      case Progress.Landed(var message, Epoch at) ->
          LOG.info(
              "Window post submission successful {\"cid\":\"{}\",\"deadline\":{},\"epoch\":{}}",
              message,
              index,
              at);
      case Progress.Refused(var message, var exit) ->
          LOG.error("Submitting window post {} failed: exit {}", message, exit);
      case Progress.Failed(String reason, var _) ->
          LOG.error("running window post failed: {}: {}", record.attempt(), reason);
      case Progress.Stopped(String reason, var _) ->
          LOG.warn("Aborted window post Proving ({}): {}", record.attempt(), reason);
      case Progress.Proving _, Progress.Proven _ -> {}
    }
  }
}
