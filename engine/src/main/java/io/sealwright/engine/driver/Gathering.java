package io.sealwright.engine.driver;

import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.sending.miner.Haste;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages wait for others to share the costs with. Those of a purpose go together: when
 * there are enough, when the first has waited long enough, or when an operator wants it.
 *
 * @param preCommit for promises
 * @param commit for proofs
 */
public record Gathering(Rule preCommit, Rule commit, Haste haste) {
  /** Every message at once. */
  public static final Gathering NONE =
      new Gathering(new Rule(1, Duration.ZERO), new Rule(1, Duration.ZERO), new Haste());

  /** When a batch goes: at so many, or after so long. */
  public record Rule(int enough, Duration longest) {
    public Rule {
      if (enough < 1 || longest.isNegative()) {
        throw new IllegalArgumentException("no batch has " + enough + " or waits " + longest);
      }
    }
  }

  /**
   * A message that a sector needs.
   *
   * @param since when
   */
  record Asked(Request request, Instant since) {}

  /** Those that go now. */
  List<Request> due(List<Asked> asked, Instant now) {
    Map<Request.Purpose, List<Asked>> byPurpose = new EnumMap<>(Request.Purpose.class);
    for (Asked one : asked) {
      byPurpose.computeIfAbsent(one.request().purpose(), _ -> new ArrayList<>()).add(one);
    }
    return byPurpose.entrySet().stream()
        .filter(group ->
            isWanted(group.getKey(), group.getValue())
                || isDue(group.getKey(), group.getValue(), now))
        .flatMap(group -> group.getValue().stream().map(Asked::request))
        .toList();
  }

  private boolean isWanted(Request.Purpose purpose, List<Asked> group) {
    return group.stream().anyMatch(asked -> haste.isWanted(purpose, asked.since()));
  }

  private boolean isDue(Request.Purpose purpose, List<Asked> group, Instant now) {
    return switch (purpose) {
      case PRE_COMMIT -> isDue(preCommit, group, now);
      case PROVE_COMMIT -> isDue(commit, group, now);
      case DECLARE_FAULT, DECLARE_RECOVERY, TERMINATE -> true;
    };
  }

  private static boolean isDue(Rule rule, List<Asked> group, Instant now) {
    Instant limit = now.minus(rule.longest());
    return group.size() >= rule.enough()
        || group.stream().anyMatch(asked -> !asked.since().isAfter(limit));
  }
}
