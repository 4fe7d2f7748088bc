package io.sealwright.engine.removal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be done about a sector, as it is shown.
 *
 * @param reason of the decision
 * @param rescue what would keep the sector, to be considered first; each is an alternative
 * @param steps what gets rid of it, in this order and no other
 * @param bill of a live sector that would be terminated
 */
public record DeletionPlan(
    SectorFacts facts,
    Intent intent,
    Decision decision,
    Reason reason,
    List<Step> rescue,
    List<Step> steps,
    Optional<Bill> bill) {
  public DeletionPlan {
    rescue = List.copyOf(rescue);
    steps = List.copyOf(steps);
  }

  /** What may be done now. Later steps get theirs when the earlier ones are facts. */
  public List<Permit> permits() {
    return Stream.concat(rescue.stream(), steps.stream())
        .flatMap(step -> step.permit().stream())
        .toList();
  }
}
