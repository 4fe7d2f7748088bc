package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.space.Preflight;

/** A guard said no before anything was begun; the message is a clause, and the remedy another. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  RefusedException(String reason, String remedy) {
    super(reason);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Passes a preflight that found enough. */
  static void unlessEnough(Preflight.Verdict verdict) throws RefusedException {
    switch (verdict) {
      case Preflight.Verdict.Enough _ -> {}
      case Preflight.Verdict.TooLittle few ->
          throw new RefusedException(
              String.join(", ", few.reasons()), "make room or use other folders");
    }
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }
}
