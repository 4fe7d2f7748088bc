package io.sealwright.engine.recovery.source;

/** A source that was asked, and what it answered. */
public record Tried(Origin origin, Answer answer) {
  boolean served() {
    return answer instanceof Answer.Served;
  }
}
