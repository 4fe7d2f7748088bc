package io.sealwright.app.cli.node;

import io.sealwright.app.shell.Language;
import io.sealwright.engine.node.SyncVerdict;
import io.sealwright.engine.node.SyncVerdict.Cause;
import java.time.Duration;
import java.util.ResourceBundle;

/** Whether a node is in step, in words. */
record SyncWords(ResourceBundle words) {
  /** Errors are English in every language. */
  static final SyncWords ERRORS = new SyncWords(Language.EN.messages());

  private static final long MINUTE = 60;
  private static final long HOUR = 3600;
  private static final long DAY = 86_400;

  /** A stable word for it. */
  static String status(SyncVerdict verdict) {
    return switch (verdict) {
      case SyncVerdict.InStep _ -> "in_step";
      case SyncVerdict.Syncing _ -> "syncing";
      case SyncVerdict.Waiting _ -> "waiting";
      case SyncVerdict.Stuck _ -> "stuck";
      case SyncVerdict.ClockWrong _ -> "clock_wrong";
    };
  }

  String sentence(SyncVerdict verdict) {
    return switch (verdict) {
      case SyncVerdict.InStep(var age) -> say("sync.in_step", time(age));
      case SyncVerdict.Syncing(long behind, var left) ->
          left.isPresent()
              ? say("sync.syncing.eta", behind, time(left.get()))
              : say("sync.syncing", behind);
      case SyncVerdict.Waiting(var age) -> say("sync.waiting", time(age));
      case SyncVerdict.Stuck(var idle, Cause cause) ->
          say("sync.stuck", time(idle)) + " " + sentence(cause);
      case SyncVerdict.ClockWrong(var ahead) -> say("sync.clock_wrong", time(ahead));
    };
  }

  private String sentence(Cause cause) {
    return switch (cause) {
      case Cause.NoPeers _ -> say("sync.stuck.no_peers");
      case Cause.Reported(String text) -> say("sync.stuck.error", text);
      case Cause.NoProgress(long behind) -> say("sync.stuck.no_progress", behind);
      case Cause.NothingNew _ -> say("sync.stuck.nothing_new");
    };
  }

  /** At most two units. */
  String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds >= DAY) {
      return say("sync.days", seconds / DAY, seconds % DAY / HOUR);
    }
    if (seconds >= HOUR) {
      return say("sync.hours", seconds / HOUR, seconds % HOUR / MINUTE);
    }
    return seconds >= MINUTE
        ? say("sync.minutes", seconds / MINUTE, seconds % MINUTE)
        : say("sync.seconds", seconds);
  }

  private String say(String key, Object... blanks) {
    return words.getString(key).formatted(blanks);
  }
}
