package io.sealwright.engine.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Failures;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.engine.life.SectorState.FailedUnrecoverable;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.removal.Action;
import io.sealwright.engine.removal.DeletionPlan;
import io.sealwright.engine.removal.DeletionPlanner;
import io.sealwright.engine.removal.FileFacts;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.engine.removal.Remedy;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans about sectors of our own that failed say what the table of failures says. */
final class FailedPlansTest {
  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(25));
  private static final Epoch HEAD = new Epoch(700);
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final FileFacts NOTHING = files(List.of());
  private static final FileFacts WHOLE =
      files(
          List.of(
              new FoundFile(Specimens.STORE.path(), FileType.SEALED, true),
              new FoundFile(Specimens.STORE.path(), FileType.CACHE, true)));

  /** The chain as the life cycle sees it, and as the planner does. */
  private record Chain(ChainStanding life, io.sealwright.engine.removal.ChainStanding plan) {}

  @ParameterizedTest
  @MethodSource("failed")
  void aFailedSectorIsSetBackToWhereTheTableSendsItOrNotAtAll(SectorState state) {
    for (Chain chain : chains()) {
      for (int failures : List.of(1, 4)) {
        for (MessageFate fate : List.of(new MessageFate.Superseded(), new MessageFate.Pending())) {
          Facts facts = facts(chain.life, failures, fate);
          Optional<String> decided = decided(state, facts);
          for (FileFacts files : List.of(NOTHING, WHOLE)) {
            DeletionPlan plan = plan(state, facts, chain, files);
            String told = "%s, %s, %d failures, %s".formatted(state, chain.life, failures, plan);
            assertThat(setBacks(plan)).as(told).isSubsetOf(decided.stream().toList());
            if (chain.equals(promised(Specimens.COMM_R)) && !removing(state)) {
              assertThat(setBacks(plan)).as(told).hasSize(decided.isPresent() ? 1 : 0);
            }
            assertThat(setBacks(plan))
                .as(told)
                .allSatisfy(point ->
                    assertThat(Transitions.on(state, retry(point)))
                        .isInstanceOf(Outcome.Changed.class));
          }
        }
      }
    }
  }

  /** Lost files are the life cycle's to make again; it does not fail for them what it repeats. */
  @Test
  void aPromisedSectorThatFailedForItsHostIsNotCalledLost() {
    SectorState failed =
        new Failed(new SectorState.Commit1(Specimens.SEEDED), Specimens.HOST_TROUBLE);
    Chain promised = chains().get(1);
    Facts facts = facts(promised.life, 1, new MessageFate.Superseded());
    assertThat(setBacks(plan(failed, facts, promised, NOTHING))).containsExactly("commit_1");
  }

  /** What the chain refused is tried again when an operator wants it, from where it failed. */
  @Test
  void aSectorThatWasGivenUpGoesOnFromWhereItsFirstFailureWouldHaveGone() {
    SectorState stopped =
        new FailedUnrecoverable(
            new Failed(
                new SectorState.SubmitPreCommitBatch(Specimens.REPLICATED),
                Specimens.trouble(io.sealwright.engine.life.Trouble.Kind.REFUSED)),
            Reason.REFUSED_AGAIN_AND_AGAIN);
    Chain absent = chains().getFirst();
    Facts facts = facts(absent.life, 4, new MessageFate.Superseded());
    assertThat(setBacks(plan(stopped, facts, absent, WHOLE))).containsExactly("pre_commit");
  }

  /** The decision, told by the life cycle itself. */
  private static Optional<String> decided(SectorState state, Facts facts) {
    if (state instanceof FailedUnrecoverable stopped) {
      return Outlook.afterStop(stopped, facts).map(Outlook::word);
    }
    Outlook outlook = Outlook.of(state, facts);
    return outlook.step() == Outlook.Step.RETRY ? Optional.of(outlook.about()) : Optional.empty();
  }

  private static boolean removing(SectorState state) {
    return switch (state) {
      case Failed failed -> removing(failed.at());
      case FailedUnrecoverable stopped -> removing(stopped.at());
      default -> state instanceof SectorState.Removing;
    };
  }

  private static SectorEvent retry(String point) {
    return new SectorEvent.Retry(
        RestartPoint.valueOf(point.toUpperCase(Locale.ROOT)), Reason.OPERATOR);
  }

  private static List<String> setBacks(DeletionPlan plan) {
    return plan.rescue().stream()
        .map(step -> step.action())
        .filter(Action.SetBack.class::isInstance)
        .map(action -> ((Action.SetBack) action).state())
        .toList();
  }

  private static DeletionPlan plan(SectorState state, Facts facts, Chain chain, FileFacts files) {
    StoredSector stored =
        new StoredSector(Specimens.PLEDGED.id(), state, facts.failures(), NOW, NOW);
    Optional<Remedy> remedy = OwnRecord.remedy(state, facts);
    return new DeletionPlanner(RULES)
        .plan(
            new SectorFacts(
                stored.id(),
                HEAD,
                chain.plan,
                Set.of(),
                OwnRecord.of(stored, remedy),
                files,
                List.of(),
                new Recovery.Possible(Duration.ofHours(1), TokenAmount.ZERO, Set.of())),
            Intent.CLEAN_UP);
  }

  private static Facts facts(ChainStanding chain, int failures, MessageFate fate) {
    Map<FailedStep, Integer> counts = new EnumMap<>(FailedStep.class);
    Stream.of(FailedStep.values()).forEach(step -> counts.put(step, failures));
    Map<Sent, MessageFate> fates =
        Stream.of(Specimens.PRE_COMMIT, Specimens.COMMIT, Specimens.TERMINATION)
            .collect(Collectors.toMap(sent -> sent, _ -> fate));
    return new Facts(
        RULES,
        HEAD,
        NOW,
        NOW.minusSeconds(7200),
        new Failures(counts),
        chain,
        fates,
        Map.of(),
        FileCondition.UNKNOWN,
        Optional.of(new Epoch(1_000)),
        Optional.empty());
  }

  private static FileFacts files(List<FoundFile> found) {
    return new FileFacts(
        found, List.of(), Set.of(), Optional.of(Specimens.STORE.path()), Set.of(), true);
  }

  private static Stream<SectorState> failed() {
    Stream<SectorState> stopped =
        Specimens.unfailed().stream()
            .filter(state ->
                Transitions.on(state, new SectorEvent.Stop(Reason.OTHER_REPLICA))
                    instanceof Outcome.Changed)
            .map(state -> new FailedUnrecoverable(state, Reason.OTHER_REPLICA));
    Stream<SectorState> failed = Specimens.all().stream().filter(Failed.class::isInstance);
    Stream<SectorState> both =
        Specimens.all().stream()
            .filter(Failed.class::isInstance)
            .map(state -> new FailedUnrecoverable(state, Reason.OTHER_REPLICA));
    return Stream.of(failed, stopped, both).flatMap(states -> states);
  }

  private static List<Chain> chains() {
    return List.of(
        new Chain(
            new ChainStanding.Absent(), new io.sealwright.engine.removal.ChainStanding.Never()),
        promised(Specimens.COMM_R),
        promised(Specimens.OTHER_COMM_R),
        live(Specimens.COMM_R, Optional.empty()),
        live(Specimens.COMM_R, Optional.of(new Epoch(650))),
        new Chain(
            new ChainStanding.Ended(new Epoch(690), true),
            new io.sealwright.engine.removal.ChainStanding.Ended(
                io.sealwright.engine.removal.ChainStanding.Ending.TERMINATED, new Epoch(690))),
        new Chain(
            new ChainStanding.NumberUsed(),
            new io.sealwright.engine.removal.ChainStanding.Ended(
                io.sealwright.engine.removal.ChainStanding.Ending.LAPSED, new Epoch(-9_000))));
  }

  private static Chain promised(CommR commR) {
    SectorPreCommit promise =
        new SectorPreCommit(
            Specimens.PLEDGED.proof().number(),
            Specimens.PLEDGED.id().number(),
            commR,
            Specimens.TICKET_EPOCH,
            List.of(),
            Specimens.EXPIRES,
            Optional.empty());
    return new Chain(
        new ChainStanding.PreCommitted(
            commR, Specimens.TICKET_EPOCH, Specimens.LANDED, Specimens.DEPOSIT),
        new io.sealwright.engine.removal.ChainStanding.PreCommitted(
            new PreCommit(promise, Specimens.DEPOSIT, Specimens.LANDED)));
  }

  private static Chain live(CommR commR, Optional<Epoch> faultySince) {
    Sector sector =
        new Sector(
            Specimens.PLEDGED.id().number(),
            Specimens.PLEDGED.proof().number(),
            commR,
            List.of(),
            Specimens.ACTIVATED,
            Specimens.EXPIRES,
            BigInteger.ZERO,
            BigInteger.ZERO,
            TokenAmount.parse("0.2"),
            Optional.of(TokenAmount.parse("0.002")),
            Optional.of(TokenAmount.parse("0.04")),
            Specimens.ACTIVATED,
            Optional.empty(),
            Optional.empty(),
            0,
            TokenAmount.ZERO);
    return new Chain(
        faultySince.isPresent()
            ? new ChainStanding.Faulty(commR, Specimens.ACTIVATED, Specimens.EXPIRES, false)
            : new ChainStanding.Active(commR, Specimens.ACTIVATED, Specimens.EXPIRES),
        new io.sealwright.engine.removal.ChainStanding.Live(
            sector,
            new io.sealwright.engine.removal.ChainStanding.Place(7, 1, new Epoch(1_000)),
            new io.sealwright.engine.removal.ChainStanding.Fees(
                TokenAmount.parse("0.0007"), TokenAmount.parse("0.00069")),
            faultySince));
  }
}
