package io.sealwright.engine.recovery;

import java.util.Optional;

/** What became of a sector. */
public sealed interface Outcome {
  /** Made again, found right, and published. */
  record Recovered() implements Outcome {}

  /** Was published before, and is what it should be. */
  record AlreadyThere() implements Outcome {}

  /** Made again with another CommR than expected; nothing was published. */
  record Mismatch(Reason.OtherCommR reason) implements Outcome {}

  /** Could not be made, or not be published; what was made so far is kept. */
  record Failed(Reason reason) implements Outcome {}

  /** Not begun. */
  record Refused(Reason reason) implements Outcome {}

  /** Why it is not there. */
  default Optional<Reason> why() {
    return switch (this) {
      case Recovered _, AlreadyThere _ -> Optional.empty();
      case Mismatch(Reason reason) -> Optional.of(reason);
      case Failed(Reason reason) -> Optional.of(reason);
      case Refused(Reason reason) -> Optional.of(reason);
    };
  }

  /** The word that reports use. */
  default String status() {
    return switch (this) {
      case Recovered _ -> "recovered";
      case AlreadyThere _ -> "already_there";
      case Mismatch _ -> "mismatch";
      case Failed _ -> "failed";
      case Refused _ -> "refused";
    };
  }
}
