package io.sealwright.engine.life;

import io.sealwright.engine.life.SectorEvent.StepFailed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What happened to a sector, in order. Refused events are not in it.
 *
 * @param leftOut entries that were dropped from the middle to keep it short
 */
public record SectorLog(List<Entry> entries, int leftOut) {
  /** At so many entries the middle half of them is left out. As Lotus does it. */
  public static final int MOST_ENTRIES = 8000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  public static final SectorLog EMPTY = new SectorLog(List.of(), 0);

  public SectorLog {
    entries = List.copyOf(entries);
  }

  /**
   * An event that was carried out.
   *
   * @param state the name of the state it led to
   */
  public record Entry(Instant at, SectorEvent event, String state) {}

  public SectorLog plus(Entry entry) {
    List<Entry> longer = new ArrayList<>(entries);
    int dropped = leftOut;
    if (longer.size() >= MOST_ENTRIES) {
      List<Entry> middle = longer.subList(MOST_ENTRIES / 4, MOST_ENTRIES / 4 * 3);
      dropped += middle.size();
      middle.clear();
    }
    longer.add(entry);
    return new SectorLog(longer, dropped);
  }

  /**
   * How often each step failed in a row. A step's row ends when the step succeeds; one that fails
   * for what an earlier step made keeps its row while that is made again, or nothing would ever be
   * found hopeless.
   */
  public Failures failures() {
    Failures failures = Failures.NONE;
    for (Entry entry : entries) {
      failures = after(failures, entry.event());
    }
    return failures;
  }

  /** The same, one event further: for whoever keeps the count beside the state. */
  public static Failures after(Failures before, SectorEvent event) {
    if (event instanceof StepFailed failed) {
      return before.with(failed.step(), before.of(failed.step()) + 1);
    }
    Failures after = before;
    for (FailedStep step : succeeded(event)) {
      if (after.of(step) > 0) {
        after = after.with(step, 0);
      }
    }
    return after;
  }

  /**
   * How often a step failed last, in a row and with words like these: numbers in them do not count,
   * as a head moves on.
   */
  public int alike(FailedStep step, String words) {
    String pattern = withoutNumbers(words);
    int alike = 0;
    for (Entry entry : entries.reversed()) {
      if (entry.event() instanceof StepFailed failed && failed.step() == step) {
        if (!withoutNumbers(failed.trouble().words()).equals(pattern)) {
          return alike;
        }
        alike++;
      } else if (succeeded(entry.event()).contains(step)) {
        return alike;
      }
    }
    return alike;
  }

  private static String withoutNumbers(String words) {
    return NUMBER.matcher(words).replaceAll("#");
  }

  private static Set<FailedStep> succeeded(SectorEvent event) {
    return switch (event) {
      case SectorEvent.Packed _ -> EnumSet.of(FailedStep.ADD_PIECE);
      case SectorEvent.Labelled _ -> EnumSet.of(FailedStep.PRE_COMMIT_1);
      case SectorEvent.Replicated _ -> EnumSet.of(FailedStep.PRE_COMMIT_2);
      case SectorEvent.PreCommitLanded _ -> EnumSet.of(FailedStep.PRE_COMMIT);
      case SectorEvent.OpeningsMade _ -> EnumSet.of(FailedStep.COMMIT_1);
      case SectorEvent.ProofMade _ -> EnumSet.of(FailedStep.COMMIT_2);
      case SectorEvent.Activated _ -> EnumSet.of(FailedStep.COMMIT);
      case SectorEvent.Trimmed _ -> EnumSet.of(FailedStep.FINALIZE);
      case SectorEvent.Stored _ -> EnumSet.of(FailedStep.FINALIZE, FailedStep.STORE);
      case SectorEvent.Terminated _ -> EnumSet.of(FailedStep.TERMINATE);
      case SectorEvent.Removed _ -> EnumSet.of(FailedStep.REMOVE);
      case SectorEvent.TicketDrawn _,
          SectorEvent.PreCommitSent _,
          SectorEvent.SeedDrawn _,
          SectorEvent.CommitSent _,
          SectorEvent.FaultFound _,
          SectorEvent.FaultReported _,
          SectorEvent.RecoveryDeclared _,
          SectorEvent.Recovered _,
          SectorEvent.Ended _,
          SectorEvent.Terminate _,
          SectorEvent.TerminateSent _,
          SectorEvent.Remove _,
          SectorEvent.Reinstated _,
          SectorEvent.Adopted _,
          SectorEvent.StepFailed _,
          SectorEvent.Retry _,
          SectorEvent.Stop _ ->
          EnumSet.noneOf(FailedStep.class);
    };
  }
}
