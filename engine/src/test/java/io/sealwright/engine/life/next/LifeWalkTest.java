package io.sealwright.engine.life.next;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Seed;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.epoch.Epoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Sectors live in a {@link World} that misbehaves, and then becomes calm: each must end proving, or
 * in a state in which it rests with a reason.
 */
final class LifeWalkTest {
  private static final int STEPS = 20_000;
  private static final int ROUGH_STEPS = 150;
  private static final int CALM_STEPS = 1_500;

  @Test
  void noSectorIsEverStuckAndNoMessageIsSentTwice() {
    Map<String, Integer> ends = new HashMap<>();
    Set<Class<?>> states = new HashSet<>();
    Set<FailedStep> failures = new HashSet<>();
    int steps = 0;
    for (long seed = 1; steps < STEPS; seed++) {
      Walk walk = new Walk(seed);
      walk.run();
      steps += walk.steps;
      ends.merge(walk.state.name(), 1, Integer::sum);
      walk.seen.forEach(state -> {
        states.add(state.getClass());
        if (state instanceof SectorState.Failed failed) {
          failures.add(failed.step());
        }
      });
    }
    assertThat(states)
        .as("states that were reached")
        .containsExactlyInAnyOrder(SectorState.class.getPermittedSubclasses());
    assertThat(failures).as("steps that failed").containsExactlyInAnyOrder(FailedStep.values());
    assertThat(ends).containsKeys("Proving", "Removed", "FailedUnrecoverable");
  }

  /** One sector's life. */
  private static final class Walk {
    private final long seed;
    private final Random random;
    private final World world;
    private final Set<SectorState> seen = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private SectorState state = new SectorState.Packing(Specimens.PLEDGED);
    private SectorLog log = SectorLog.EMPTY;
    private int steps;
    private boolean isAtRest;

    Walk(long seed) {
      this.seed = seed;
      random = new Random(seed);
      world = new World(random);
    }

    void run() {
      while (!isAtRest && steps < ROUGH_STEPS) {
        step();
      }
      world.isRough = false;
      while (!isAtRest && !isOnDuty() && steps < ROUGH_STEPS + CALM_STEPS) {
        step();
      }
      assertThat(isAtRest || isOnDuty()).as(this::told).isTrue();
    }

    private boolean isOnDuty() {
      return state instanceof SectorState.Proving
          && world.chain() instanceof ChainStanding.Active
          && Lifecycle.next(state, world.facts(log)).reason() == Reason.ON_DUTY;
    }

    private void step() {
      steps++;
      seen.add(state);
      if (world.isChance(0.01)) {
        meddle();
      }
      Next next = Lifecycle.next(state, world.facts(log));
      story.add(world.head() + " " + state.name() + ": " + brief(next));
      switch (next) {
        case Next.Run run -> work(run.task());
        case Next.Send send -> send(send.request());
        case Next.DrawTicket draw ->
            apply(new SectorEvent.TicketDrawn(new Ticket(bytes(draw.epoch())), draw.epoch()));
        case Next.DrawSeed draw ->
            apply(new SectorEvent.SeedDrawn(new Seed(bytes(draw.epoch()), draw.epoch())));
        case Next.WriteDown written -> apply(written.event());
        case Next.WaitForEpoch wait -> {
          if (random.nextInt(3) == 0 && !isFar(wait.epoch())) {
            world.jumpTo(wait.epoch());
          } else {
            world.tick();
          }
        }
        case Next.WaitForTime wait -> world.jumpTo(wait.time());
        case Next.WaitForChange _ -> world.tick();
        case Next.Recover _ -> {
          world.restore();
          apply(new SectorEvent.Stored(Specimens.STORE));
        }
        case Next.DeleteFiles _ ->
            apply(
                world.isChance(0.3)
                    ? failed(FailedStep.REMOVE, Trouble.Kind.HOST)
                    : new SectorEvent.Removed());
        case Next.Rest _ -> isAtRest = true;
      }
    }

    /** A rough world does not pass its time on duty all at once. */
    private boolean isFar(Epoch epoch) {
      return state instanceof SectorState.Proving && random.nextInt(40) > 0
          || epoch.since(world.head()).epochs() > 100_000;
    }

    /** What operators and late results do; most of it does not fit and is refused. */
    private void meddle() {
      SectorEvent event =
          switch (random.nextInt(6)) {
            case 0, 1, 2 -> new SectorEvent.Terminate();
            case 3 -> new SectorEvent.OpeningsMade();
            case 4 -> new SectorEvent.Removed();
            default -> new SectorEvent.Trimmed();
          };
      if (Transitions.on(state, event) instanceof Outcome.Changed) {
        apply(event);
      }
    }

    private void send(Request request) {
      assertThat(world.pending(request.purpose())).as(this::told).isZero();
      Set<Request.Purpose> once = Set.of(Request.Purpose.PRE_COMMIT, Request.Purpose.PROVE_COMMIT);
      if (once.contains(request.purpose())) {
        assertThat(world.effects(request.purpose())).as(this::told).isZero();
      }
      var sent = world.send(request);
      if (world.isChance(0.1)) {
        return; // Killed before the event was kept.
      }
      apply(request.whenSent(sent));
    }

    private void work(TaskType task) {
      world.tick();
      if (world.isChance(0.2)) {
        return; // Not done yet.
      }
      FailedStep step =
          switch (task) {
            case AP -> FailedStep.ADD_PIECE;
            case PC1 -> FailedStep.PRE_COMMIT_1;
            case PC2 -> FailedStep.PRE_COMMIT_2;
            case C1 -> FailedStep.COMMIT_1;
            case C2 -> FailedStep.COMMIT_2;
            case FIN -> FailedStep.FINALIZE;
            case GET -> FailedStep.STORE;
            case WDP -> throw new AssertionError("a window is proven, not a sector");
          };
      apply(world.isChance(0.25) ? failed(step, trouble()) : done(task));
    }

    private SectorEvent done(TaskType task) {
      return switch (task) {
        case AP -> new SectorEvent.Packed(List.of(Specimens.zeros()), Specimens.HOST);
        case PC1 -> new SectorEvent.Labelled(Specimens.LABELLED.commD(), Specimens.HOST);
        case PC2 -> new SectorEvent.Replicated(replica());
        case C1 -> new SectorEvent.OpeningsMade();
        case C2 -> new SectorEvent.ProofMade(Specimens.PROOF);
        case FIN -> new SectorEvent.Trimmed();
        case GET -> new SectorEvent.Stored(Specimens.STORE);
        case WDP -> throw new AssertionError("a window is proven, not a sector");
      };
    }

    /** The same ticket makes the same replica. A broken host makes another. */
    private CommR replica() {
      Epoch ticket = ((SectorState.PreCommit2) state).known().ticketed().epoch();
      return world.isChance(0.02) ? Specimens.OTHER_COMM_R : new CommR(bytes(ticket));
    }

    private Trouble.Kind trouble() {
      Trouble.Kind[] kinds = {
        Trouble.Kind.HOST,
        Trouble.Kind.HOST,
        Trouble.Kind.INPUT_LOST,
        Trouble.Kind.INPUT_BAD,
        Trouble.Kind.NO_PARAMETERS,
        Trouble.Kind.PROOF_INVALID,
        Trouble.Kind.SEED_CHANGED
      };
      return kinds[random.nextInt(kinds.length)];
    }

    private static SectorEvent failed(FailedStep step, Trouble.Kind kind) {
      return new SectorEvent.StepFailed(step, Specimens.trouble(kind));
    }

    private static Bytes32 bytes(Epoch epoch) {
      return Bytes32.repeat((int) Math.floorMod(epoch.height(), 63L) + 1);
    }

    /** What is asked for or was done must fit, whatever the world is like. */
    private void apply(SectorEvent event) {
      Outcome outcome = Transitions.on(state, event);
      assertThat(outcome).as(this::told).isInstanceOf(Outcome.Changed.class);
      state = ((Outcome.Changed) outcome).state();
      log = log.plus(new SectorLog.Entry(world.now(), event, state.name()));
    }

    private static String brief(Next next) {
      String text = next.toString();
      return text.substring(0, Math.min(text.length(), 90)) + " … " + next.reason();
    }

    private String told() {
      int from = Math.max(0, story.size() - 40);
      return "seed %d, step %d, chain %s%n%s"
          .formatted(
              seed, steps, world.chain(), String.join("\n", story.subList(from, story.size())));
    }
  }
}
