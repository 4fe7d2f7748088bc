package io.sealwright.lotus.node;

import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something a process wants an operator to know.
 *
 * @param active whether it holds now
 */
public record Alert(
    String system,
    String subsystem,
    boolean active,
    Optional<Event> lastActive,
    Optional<Event> lastResolved) {

  /**
   * When it began or ended.
   *
   * @param message its fields depend on the alert
   */
  public record Event(String kind, JsonNode message, OffsetDateTime time) {}
}
