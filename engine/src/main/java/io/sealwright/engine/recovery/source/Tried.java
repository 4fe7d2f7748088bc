package io.sealwright.engine.recovery.source;

/** A source that was asked, and what it answered. */
public record Tried(Origin origin, Answer answer) {
  /** Why it did not serve, as one line; of one that did, that it did. */
  public String line() {
    return switch (answer) {
      case Answer.Served _ -> origin + " served";
      case Answer.Absent(String reason) -> origin + ": " + reason;
      case Answer.Failed(String reason, _) -> origin + ": " + reason;
    };
  }

  boolean served() {
    return answer instanceof Answer.Served;
  }
}
