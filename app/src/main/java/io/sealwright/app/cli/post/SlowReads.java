package io.sealwright.app.cli.post;

import io.sealwright.app.shell.CommandFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * From which time on a sector's read is worth a line, as the patched proofs library is told by its
 * environment. Here it is on unless it is switched off.
 */
final class SlowReads {
  private static final String SWITCH = "FIL_PROOFS_LOG_GEN_CACHED_PROOF";
  private static final String THRESHOLD = "FIL_PROOFS_LOG_GEN_CACHED_PROOF_THRESHOLD";
  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final String USUAL_MILLIS = "1000";

  private SlowReads() {}

  static Duration threshold(Map<String, String> environment) throws CommandFailure {
    String wanted = value(environment, SWITCH).orElse("1");
    if (wanted.equals("0") || wanted.equals("false")) {
      return NEVER;
    }
    String millis = value(environment, THRESHOLD).orElse(USUAL_MILLIS);
    if (!millis.matches("[0-9]{1,9}")) {
      throw CommandFailure.invalid(
          THRESHOLD + " is \"" + millis + "\"", "give it milliseconds, such as " + USUAL_MILLIS);
    }
    return Duration.ofMillis(Long.parseLong(millis));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
