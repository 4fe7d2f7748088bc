package io.sealwright.engine.life;

/** What an event does to a state. */
public sealed interface Outcome {

  record Changed(SectorState state) implements Outcome {}

  /** The event does not fit the state, which stays; the words are for the log. */
  record Refused(String why) implements Outcome {}
}
