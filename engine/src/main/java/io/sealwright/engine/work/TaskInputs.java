package io.sealwright.engine.work;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.stage.attempt.Work;
import java.util.Optional;
import java.util.Set;

/**
 * The paths that the work on a sector is bound to, for the task of it.
 *
 * <p>P1 is bound to where the sector was packed, though there is nothing to read: its space is
 * there, and on another host it would be taken twice. C2 is bound to none: what it proves is in the
 * database.
 */
public final class TaskInputs {
  private TaskInputs() {}

  /** Those of what a state needs done; empty where any host will do. */
  public static Set<StoragePath.Id> of(SectorState state) {
    return Work.of(state).map(work -> of(work, state.known())).orElse(Set.of());
  }

  /** Where a sector's files were brought last. */
  static Optional<Place> last(Evidence known) {
    return known.place().or(() -> known.find(Evidence.Filled.class).map(Evidence.Filled::at));
  }

  private static Set<StoragePath.Id> of(Work work, Evidence known) {
    return switch (work) {
      case AP, C2, RECOVER -> Set.of();
      case REMOVE ->
          last(known).map(place -> Set.of(new StoragePath.Id(place.path()))).orElse(Set.of());
      case PC1 ->
          Set.of(new StoragePath.Id(known.find(Evidence.Filled.class).orElseThrow().at().path()));
      case PC2, C1, FIN, GET ->
          Set.of(new StoragePath.Id(known.find(Evidence.Labelled.class).orElseThrow().at().path()));
    };
  }
}
