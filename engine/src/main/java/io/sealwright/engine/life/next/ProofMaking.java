package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Evidence.PreCommitted;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.SectorState.Reproving;
import io.sealwright.engine.life.SectorState.SubmitCommitAggregate;
import io.sealwright.engine.life.SectorState.WaitSeed;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Optional;

/** What a sector needs from its pre-commit until the chain has it with its power. */
final class ProofMaking {
  private ProofMaking() {}

  static Next seed(WaitSeed state, Facts facts) {
    if (facts.chain() instanceof ChainStanding.Unknown) {
      return Answers.waitFor(Reason.CHAIN_UNKNOWN);
    }
    Epoch epoch = state.known().landed().plus(facts.rules().preCommitChallengeDelay());
    Epoch safe = epoch.plus(Facts.SEED_CONFIDENCE);
    return obstacle(state, facts)
        .orElseGet(() ->
            facts.head().isBefore(safe)
                ? new Next.WaitForEpoch(safe, Reason.SEED_TO_COME)
                : new Next.DrawSeed(epoch, Reason.NEXT_STEP));
  }

  /** C1 or C2. They go on while the chain cannot be asked. */
  static Next run(SectorState state, TaskType task, Facts facts) {
    return obstacle(state, facts).orElse(new Next.Run(task, Reason.NEXT_STEP));
  }

  static Next submit(SubmitCommitAggregate state, Facts facts) {
    if (facts.chain() instanceof ChainStanding.Unknown) {
      return Answers.waitFor(Reason.CHAIN_UNKNOWN);
    }
    return obstacle(state, facts).orElseGet(() -> affordable(state, state.known(), facts));
  }

  /**
   * The proof of a stored sector once more, if a reorganisation undid it. Whatever else is needed
   * for another proof is gone, so it is waited for the seed and the promise that it was made for.
   */
  static Next again(Reproving state, Facts facts) {
    if (state.sent().isPresent()) {
      return await(state, state.sent().get(), facts);
    }
    if (facts.chain() instanceof ChainStanding.Unknown) {
      return Answers.waitFor(Reason.CHAIN_UNKNOWN);
    }
    Evidence.Activated activated = state.known().activated();
    if (facts.chain() instanceof ChainStanding.Absent && !Living.isPromiseLost(activated, facts)) {
      return Living.forgotten(activated, facts);
    }
    return obstacle(state, facts).orElseGet(() -> sendAgain(state, facts));
  }

  private static Next sendAgain(Reproving state, Facts facts) {
    Evidence.Proven proven = state.known().find(Evidence.Proven.class).orElseThrow();
    Epoch safe = proven.opened().seeded().seed().epoch().plus(Facts.SEED_CONFIDENCE);
    return facts.head().isBefore(safe)
        ? new Next.WaitForEpoch(safe, Reason.SEED_TO_COME)
        : affordable(state, proven, facts);
  }

  private static Next affordable(SectorState state, Evidence.Proven proven, Facts facts) {
    return Answers.affordable(
        new Request.ProveCommit(proven),
        facts,
        funds -> funds.coverCommit(promise(state).deposit()));
  }

  private static PreCommitted promise(SectorState state) {
    return state.known().find(PreCommitted.class).orElseThrow();
  }

  /** What keeps a promised sector from going on: the promise is not what it was taken for. */
  private static Optional<Next> obstacle(SectorState state, Facts facts) {
    PreCommitted known = promise(state);
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Optional.empty();
      case ChainStanding.PreCommitted promise -> {
        if (!facts.isOwn(known)) {
          yield Optional.of(Answers.stop(Reason.OTHER_REPLICA));
        }
        if (!promise.landed().equals(known.landed())) {
          yield Optional.of(Answers.landed(promise));
        }
        yield facts.isOverdue(known.landed()) ? Optional.of(expired()) : Optional.empty();
      }
      case ChainStanding.Active active ->
          Optional.of(Answers.activated(known, facts, active.activated(), active.expires()));
      case ChainStanding.Faulty faulty ->
          Optional.of(Answers.activated(known, facts, faulty.activated(), faulty.expires()));
      case ChainStanding.Absent _ ->
          Optional.of(
              Answers.fail(
                  FailedStep.PRE_COMMIT,
                  Trouble.Kind.PRE_COMMIT_GONE,
                  "the pre-commit is not on the chain any more",
                  Reason.PRE_COMMIT_GONE));
      case ChainStanding.NumberUsed _ -> Optional.of(expired());
      case ChainStanding.Ended _ -> Optional.of(Answers.stop(Reason.ENDED_ON_CHAIN));
    };
  }

  private static Next expired() {
    return Answers.fail(
        FailedStep.PRE_COMMIT,
        Trouble.Kind.PRE_COMMIT_EXPIRED,
        "the sector was not proven in time",
        Reason.DEPOSIT_LOST);
  }

  /** While the message may land nothing is changed, or a second one might follow it. */
  static Next await(SectorState state, Sent sent, Facts facts) {
    PreCommitted known = promise(state);
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> Answers.waitFor(Reason.CHAIN_UNKNOWN);
      case ChainStanding.Active active ->
          Answers.activated(known, facts, active.activated(), active.expires());
      case ChainStanding.Faulty faulty ->
          Answers.activated(known, facts, faulty.activated(), faulty.expires());
      case ChainStanding.PreCommitted promise ->
          facts.isOverdue(promise.landed())
              ? expired()
              : Answers.unheard(FailedStep.COMMIT, sent, facts);
      case ChainStanding.Absent _ -> Answers.unheard(FailedStep.COMMIT, sent, facts);
      case ChainStanding.NumberUsed _ -> expired();
      case ChainStanding.Ended _ -> Answers.stop(Reason.ENDED_ON_CHAIN);
    };
  }
}
