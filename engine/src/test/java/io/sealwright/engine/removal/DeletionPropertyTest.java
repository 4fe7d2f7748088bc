package io.sealwright.engine.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.removal.Action.Event;
import io.sealwright.engine.removal.ChainStanding.Ended;
import io.sealwright.engine.removal.ChainStanding.Ending;
import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.engine.removal.ChainStanding.Never;
import io.sealwright.engine.removal.ChainStanding.Place;
import io.sealwright.engine.removal.LocalRecord.Kept;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds for a plan whatever the facts are. */
final class DeletionPropertyTest {
  private static final long CASES = Boolean.getBoolean("sealwright.slow") ? 1_000_000 : 30_000;
  private static final UUID NOT_BEGUN = new UUID(0, 0);
  private static final List<NetworkRules> RULES =
      List.of(
          Cases.TODAY,
          Cases.BEFORE_FIP_98,
          NetworkRules.fast(NetworkVersion.TEEP),
          NetworkRules.devnet(NetworkVersion.TEEP));

  @Test
  void noFactsGiveALeaveThatLosesASector() {
    Set<Decision> decisions = new HashSet<>();
    Set<Class<?>> permitted = new HashSet<>();
    for (long seed = 0; seed < CASES; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      NetworkRules rules = pick(random, RULES);
      SectorFacts facts = facts(random);
      Intent intent = pick(random, List.of(Intent.values()));
      DeletionPlan plan = new DeletionPlanner(rules).plan(facts, intent);
      String what = "seed " + seed + ": " + plan;
      plan.permits().forEach(permit -> check(permit, rules, what));
      checkOrder(plan, what);
      checkAnswer(plan, what);
      decisions.add(plan.decision());
      plan.permits().forEach(permit -> permitted.add(permit.action().getClass()));
    }
    assertThat(decisions).containsExactlyInAnyOrder(Decision.values());
    assertThat(permitted)
        .containsExactlyInAnyOrder(
            Action.Remove.class, Action.Terminate.class, Action.SetBack.class, Action.Abort.class);
  }

  private static void check(Permit permit, NetworkRules rules, String what) {
    SectorFacts facts = permit.facts();
    boolean known = facts.record() instanceof Kept;
    assertThat(facts.chain()).as(what).isNotInstanceOf(ChainStanding.Unknown.class);
    assertThat(known || !(facts.chain() instanceof Never)).as(what).isTrue();
    switch (permit.action()) {
      case Action.Remove _ -> {
        boolean ended =
            facts.chain() instanceof Ended(_, Epoch at)
                && facts.head().height() - at.height() > rules.finality().epochs();
        assertThat(facts.chain() instanceof Never || ended).as(what).isTrue();
        assertThat(facts.inFlight()).as(what).isEmpty();
        assertThat(facts.jobs()).as(what).allMatch(job -> job.state() instanceof JobState.Done);
      }
      case Action.Terminate _ -> {
        assertThat(facts.chain()).as(what).isInstanceOf(Live.class);
        boolean whole = facts.files().missing(Whereabouts.needed(facts.chain())).isEmpty();
        boolean allSeen = facts.files().unreachable().isEmpty() && facts.files().recorded();
        assertThat(whole || allSeen).as(what).isTrue();
      }
      case Action.Abort(Job job) -> assertThat(job.call()).as(what).isNotEqualTo(NOT_BEGUN);
      case Action.SetBack(String state) -> {
        assertThat(known).as(what).isTrue();
        assertThat(SectorStates.ALL).as(what).contains(state);
      }
      case Action.Reattach _,
          Action.Attach _,
          Action.Recover _,
          Action.RestoreRecord _,
          Action.Await _ ->
          throw new AssertionError(what);
    }
    if (permit.action().isCommandToMiner()) {
      assertThat(known).as(what).isTrue();
    }
  }

  /** A live sector is not removed but after its termination, and that only when it is final. */
  private static void checkOrder(DeletionPlan plan, String what) {
    List<Action> actions = plan.steps().stream().map(Step::action).toList();
    int remove = -1;
    int last = -1;
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i) instanceof Action.Remove) {
        remove = i;
      }
      if (actions.get(i) instanceof Action.Await(Event event, _)
          && (event == Event.FINALITY || event == Event.LAPSE)) {
        last = i;
      }
    }
    if (remove >= 0 && plan.facts().chain() instanceof Live) {
      assertThat(last).as(what).isBetween(1, remove - 1);
    }
    if (remove >= 0 && plan.facts().chain() instanceof ChainStanding.PreCommitted) {
      assertThat(last).as(what).isBetween(0, remove - 1);
    }
  }

  /** A plan tells what to do, or decides that nothing is to be done; never nothing at all. */
  private static void checkAnswer(DeletionPlan plan, String what) {
    switch (plan.decision()) {
      case REMOVE, ABORT_FIRST, TERMINATE_FIRST, WAIT, DELETE_LEFTOVERS ->
          assertThat(plan.steps()).as(what).isNotEmpty();
      case SET_BACK, RESCUE -> assertThat(plan.rescue()).as(what).isNotEmpty();
      case NEVER, NOTHING_LEFT, UNDETERMINED ->
          assertThat(plan.permits())
              .as(what)
              .noneMatch(permit -> permit.action() instanceof Action.Remove)
              .noneMatch(permit -> permit.action() instanceof Action.Terminate);
    }
    assertThat(plan.bill().isPresent())
        .as(what)
        .isEqualTo(
            plan.steps().stream().anyMatch(step -> step.action() instanceof Action.Terminate));
  }

  private static SectorFacts facts(RandomGenerator random) {
    return new SectorFacts(
        Cases.SECTOR,
        Cases.HEAD,
        chain(random),
        random.nextInt(5) == 0 ? Set.of(pick(random, List.of(InFlight.values()))) : Set.of(),
        record(random),
        files(random),
        jobs(random),
        random.nextBoolean()
            ? Cases.NOT_AT_ALL
            : new Recovery.Possible(
                Duration.ofHours(random.nextInt(1200)),
                TokenAmount.ofAtto(random.nextLong(1_000_000_000_000_000_000L)),
                Set.of()));
  }

  private static ChainStanding chain(RandomGenerator random) {
    long ago = random.nextLong(50 * Cases.DAY);
    Place place =
        new Place(random.nextInt(48), 0, new Epoch(Cases.HEAD.height() + random.nextInt(200) - 80));
    return switch (random.nextInt(6)) {
      case 0 -> new ChainStanding.Unknown("the node is down");
      case 1 -> new Never();
      case 2 -> Cases.preCommitted(ago);
      case 3 -> Cases.live(place, Optional.empty());
      case 4 -> Cases.live(place, Optional.of(new Epoch(Cases.HEAD.height() - ago)));
      default ->
          Cases.ended(
              pick(random, List.of(Ending.values())),
              random.nextBoolean() ? random.nextInt(1000) : ago);
    };
  }

  private static LocalRecord record(RandomGenerator random) {
    List<String> states = new ArrayList<>(SectorStates.ALL);
    states.add("Remomved");
    String state = pick(random, states);
    return switch (random.nextInt(8)) {
      case 0 -> new LocalRecord.Absent();
      case 1 -> new LocalRecord.Blank(state);
      case 2 ->
          new Kept(
              state,
              Stage.ofLotus(state),
              Optional.of(new CommR(Bytes32.fromHex("02".repeat(32)))));
      case 3 -> new Kept(state, Stage.ofLotus(state), Optional.empty());
      default -> Cases.kept(state);
    };
  }

  private static FileFacts files(RandomGenerator random) {
    List<FoundFile> found = new ArrayList<>();
    for (FileType type : FileType.values()) {
      if (random.nextInt(3) > 0) {
        found.add(new FoundFile("store", type, random.nextInt(5) > 0));
      }
    }
    return new FileFacts(
        random.nextInt(4) == 0 ? List.of() : found,
        List.of(),
        random.nextInt(4) == 0 ? Set.of("other") : Set.of(),
        Optional.empty(),
        random.nextInt(4) == 0 ? Set.of("host") : Set.of(),
        random.nextBoolean());
  }

  private static List<Job> jobs(RandomGenerator random) {
    List<JobState> states =
        List.of(
            new JobState.Assigned(1),
            new JobState.Prepared(),
            new JobState.Running(),
            new JobState.Lost(),
            new JobState.Returned(),
            new JobState.Done());
    List<Job> jobs = new ArrayList<>();
    for (int i = random.nextInt(12) - 9; i > 0; i--) {
      UUID call = random.nextInt(3) == 0 ? NOT_BEGUN : new UUID(i, i);
      jobs.add(Cases.job("seal/v0/precommit/1", pick(random, states), call));
    }
    return jobs;
  }

  private static <T> T pick(RandomGenerator random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
