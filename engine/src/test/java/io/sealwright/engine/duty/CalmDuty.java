package io.sealwright.engine.duty;

/** Steps a duty so that nothing of it runs beside whoever steps it. */
public final class CalmDuty {
  private static final int MOST_STEPS = 64;

  private CalmDuty() {}

  /** Until there is nothing to do at this head. */
  public static void round(WindowDuty duty) throws Exception {
    for (int i = 0; i < MOST_STEPS; i++) {
      DutyStep step = duty.step();
      duty.await();
      if (step instanceof DutyStep.Wait && duty.step() instanceof DutyStep.Wait) {
        return;
      }
    }
  }
}
