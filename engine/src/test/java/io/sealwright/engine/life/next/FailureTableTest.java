package io.sealwright.engine.life.next;

import static io.sealwright.engine.life.Trouble.Kind.HOST;
import static io.sealwright.engine.life.Trouble.Kind.INPUT_BAD;
import static io.sealwright.engine.life.Trouble.Kind.INPUT_LOST;
import static io.sealwright.engine.life.Trouble.Kind.NO_FUNDS;
import static io.sealwright.engine.life.Trouble.Kind.NO_PARAMETERS;
import static io.sealwright.engine.life.Trouble.Kind.OUT_OF_GAS;
import static io.sealwright.engine.life.Trouble.Kind.PRE_COMMIT_EXPIRED;
import static io.sealwright.engine.life.Trouble.Kind.PRE_COMMIT_GONE;
import static io.sealwright.engine.life.Trouble.Kind.PROOF_INVALID;
import static io.sealwright.engine.life.Trouble.Kind.REFUSED;
import static io.sealwright.engine.life.Trouble.Kind.SEED_CHANGED;
import static io.sealwright.engine.life.Trouble.Kind.SUPERSEDED;
import static io.sealwright.engine.life.Trouble.Kind.UNACCEPTABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Trouble;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Row by row: what each failed state leads to, and that no row does harm. */
final class FailureTableTest {
  private static final ChainStanding ABSENT = new ChainStanding.Absent();
  private static final ChainStanding UNKNOWN = new ChainStanding.Unknown();
  private static final ChainStanding USED = new ChainStanding.NumberUsed();
  private static final ChainStanding PROMISED =
      new ChainStanding.PreCommitted(
          Specimens.COMM_R, Specimens.TICKET_EPOCH, Specimens.LANDED, Specimens.DEPOSIT);
  private static final ChainStanding ACTIVE =
      new ChainStanding.Active(Specimens.COMM_R, Specimens.ACTIVATED, Specimens.EXPIRES);
  private static final ChainStanding FAULTY =
      new ChainStanding.Faulty(Specimens.COMM_R, Specimens.ACTIVATED, Specimens.EXPIRES, false);
  private static final ChainStanding ENDED = new ChainStanding.Ended(new Epoch(900), true);

  private static final MessageFate NONE = new MessageFate.None();
  private static final MessageFate PENDING = new MessageFate.Pending();
  private static final MessageFate REFUSAL =
      new MessageFate.Landed(new Epoch(560), new ExitCode(16));
  private static final MessageFate DISPLACED = new MessageFate.Superseded();
  private static final Epoch LOST_AT = new Epoch(90_000);

  private static final Decision STOP = new Decision.Stop();
  private static final Decision REMOVE = new Decision.Remove();
  private static final Decision FOLLOW = new Decision.FollowChain();

  @ParameterizedTest
  @MethodSource("cases")
  void aFailureLeadsTo(FailureCase failure, Decision decision, Reason reason) {
    assertThat(FailureTable.decide(failure)).isEqualTo(new FailureTable.Verdict(decision, reason));
  }

  @Test
  void everyRowDecidesACaseHere() {
    Set<Integer> used = new HashSet<>();
    cases()
        .map(arguments -> (FailureCase) arguments.get()[0])
        .forEach(failure -> {
          for (int i = 0; i < FailureTable.ROWS.size(); i++) {
            if (FailureTable.ROWS.get(i).fits(failure)) {
              used.add(i);
              break;
            }
          }
        });
    assertThat(used).hasSize(FailureTable.ROWS.size());
  }

  /** The two things that cannot be taken back: deleted files, and a second message. */
  @Test
  void nothingIsDeletedOrSentAnewThatTheChainHasOrMayYetHave() {
    allCases()
        .forEach(failure -> {
          Decision decision = FailureTable.decide(failure).decision();
          if (decision instanceof Decision.Remove) {
            assertThat(failure.isAbsent() || failure.isNumberUsed())
                .as(failure.toString())
                .isTrue();
          }
          Set<Decision> sends =
              Set.of(
                  retry(RestartPoint.COMMIT),
                  retry(RestartPoint.PRE_COMMIT),
                  retry(RestartPoint.TERMINATE),
                  retry(RestartPoint.GET_TICKET));
          if (sends.contains(decision) && failure.step().compareTo(FailedStep.PRE_COMMIT) >= 0) {
            assertThat(failure.fate().mayTakeEffect()).as(failure.toString()).isFalse();
          }
        });
  }

  /** A node that is away says later what the chain has: until then no sector is given up. */
  @Test
  void nothingIsDecidedForGoodWithoutAWordOfTheChain() {
    allCases()
        .filter(FailureCase::isUnknown)
        .forEach(failure ->
            assertThat(FailureTable.decide(failure).decision())
                .as(failure.toString())
                .isNotIn(STOP, REMOVE));
  }

  private static Stream<Arguments> cases() {
    return Stream.of(
            chainFirst(),
            messages(),
            hopeless(),
            hopelessWithoutTheChain(),
            refused(),
            sealing(),
            preCommit(),
            proof(),
            commit(),
            end())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> chainFirst() {
    return Stream.of(
        row(
            FailedStep.PRE_COMMIT,
            REFUSED,
            1,
            UNKNOWN,
            REFUSAL,
            new Decision.Wait(),
            Reason.CHAIN_UNKNOWN),
        row(
            FailedStep.COMMIT,
            REFUSED,
            1,
            UNKNOWN,
            REFUSAL,
            new Decision.Wait(),
            Reason.CHAIN_UNKNOWN),
        row(FailedStep.TERMINATE, REFUSED, 1, PROMISED, REFUSAL, STOP, Reason.NOTHING_TO_TERMINATE),
        row(FailedStep.TERMINATE, REFUSED, 1, ENDED, REFUSAL, FOLLOW, Reason.ENDED_ON_CHAIN),
        row(FailedStep.FINALIZE, HOST, 1, ENDED, NONE, FOLLOW, Reason.ENDED_ON_CHAIN),
        row(FailedStep.COMMIT_2, HOST, 1, ENDED, NONE, STOP, Reason.ENDED_ON_CHAIN),
        arguments(
            new FailureCase(
                FailedStep.PRE_COMMIT,
                REFUSED,
                1,
                PROMISED,
                Optional.of(false),
                REFUSAL,
                false,
                Optional.empty()),
            STOP,
            Reason.OTHER_REPLICA),
        row(FailedStep.COMMIT, REFUSED, 1, ACTIVE, REFUSAL, FOLLOW, Reason.SEEN_ON_CHAIN),
        row(FailedStep.COMMIT, REFUSED, 1, FAULTY, REFUSAL, FOLLOW, Reason.SEEN_ON_CHAIN),
        row(FailedStep.PRE_COMMIT, PRE_COMMIT_EXPIRED, 1, USED, NONE, REMOVE, Reason.DEPOSIT_LOST),
        row(FailedStep.PRE_COMMIT_1, HOST, 1, USED, NONE, STOP, Reason.NUMBER_TAKEN),
        arguments(
            new FailureCase(
                FailedStep.PRE_COMMIT,
                PRE_COMMIT_EXPIRED,
                1,
                PROMISED,
                Optional.of(true),
                NONE,
                true,
                Optional.of(LOST_AT)),
            new Decision.WaitForEpoch(LOST_AT),
            Reason.DEPOSIT_LOST));
  }

  private static Stream<Arguments> messages() {
    return Stream.of(
        row(
            FailedStep.PRE_COMMIT,
            REFUSED,
            1,
            ABSENT,
            PENDING,
            RestartPoint.PRE_COMMIT_WAIT,
            Reason.MESSAGE_UNDER_WAY),
        row(
            FailedStep.PRE_COMMIT,
            PRE_COMMIT_GONE,
            1,
            ABSENT,
            PENDING,
            RestartPoint.PRE_COMMIT_WAIT,
            Reason.MESSAGE_UNDER_WAY),
        row(
            FailedStep.COMMIT,
            REFUSED,
            1,
            PROMISED,
            PENDING,
            RestartPoint.COMMIT_WAIT,
            Reason.MESSAGE_UNDER_WAY),
        row(
            FailedStep.TERMINATE,
            REFUSED,
            1,
            ACTIVE,
            PENDING,
            RestartPoint.TERMINATE_WAIT,
            Reason.MESSAGE_UNDER_WAY));
  }

  private static Stream<Arguments> hopeless() {
    return Stream.of(
        row(FailedStep.PRE_COMMIT_1, HOST, 4, ABSENT, NONE, REMOVE, Reason.FAILS_AGAIN_AND_AGAIN),
        row(FailedStep.ADD_PIECE, HOST, 4, ABSENT, NONE, REMOVE, Reason.FAILS_AGAIN_AND_AGAIN),
        row(
            FailedStep.PRE_COMMIT_1,
            HOST,
            4,
            PROMISED,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.TRY_AGAIN),
        row(
            FailedStep.PRE_COMMIT_1,
            HOST,
            4,
            UNKNOWN,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.TRY_AGAIN),
        row(
            FailedStep.PRE_COMMIT_2,
            INPUT_BAD,
            4,
            ABSENT,
            NONE,
            REMOVE,
            Reason.FAILS_AGAIN_AND_AGAIN),
        row(
            FailedStep.PRE_COMMIT_2,
            INPUT_BAD,
            4,
            PROMISED,
            NONE,
            STOP,
            Reason.FAILS_AGAIN_AND_AGAIN),
        row(
            FailedStep.COMMIT_2,
            PROOF_INVALID,
            4,
            PROMISED,
            NONE,
            STOP,
            Reason.FAILS_AGAIN_AND_AGAIN));
  }

  private static Stream<Arguments> hopelessWithoutTheChain() {
    return Stream.of(
        row(
            FailedStep.PRE_COMMIT_2,
            INPUT_BAD,
            4,
            UNKNOWN,
            NONE,
            new Decision.Wait(),
            Reason.CHAIN_UNKNOWN),
        row(
            FailedStep.COMMIT_2,
            PROOF_INVALID,
            4,
            UNKNOWN,
            NONE,
            new Decision.Wait(),
            Reason.CHAIN_UNKNOWN));
  }

  private static Stream<Arguments> refused() {
    return Stream.of(
        row(FailedStep.PRE_COMMIT, UNACCEPTABLE, 1, ABSENT, NONE, STOP, Reason.REFUSED_FOR_GOOD),
        row(FailedStep.PRE_COMMIT, UNACCEPTABLE, 1, PROMISED, NONE, FOLLOW, Reason.SEEN_ON_CHAIN),
        row(FailedStep.COMMIT, UNACCEPTABLE, 1, PROMISED, NONE, STOP, Reason.REFUSED_FOR_GOOD),
        row(FailedStep.COMMIT, UNACCEPTABLE, 1, ACTIVE, NONE, FOLLOW, Reason.SEEN_ON_CHAIN),
        row(
            FailedStep.PRE_COMMIT,
            REFUSED,
            4,
            ABSENT,
            REFUSAL,
            STOP,
            Reason.REFUSED_AGAIN_AND_AGAIN),
        row(
            FailedStep.COMMIT,
            REFUSED,
            4,
            PROMISED,
            REFUSAL,
            STOP,
            Reason.REFUSED_AGAIN_AND_AGAIN));
  }

  private static Stream<Arguments> sealing() {
    return Stream.of(
        stale(FailedStep.PRE_COMMIT_2, ABSENT, RestartPoint.GET_TICKET, Reason.TICKET_TOO_OLD),
        stale(FailedStep.PRE_COMMIT_2, PROMISED, RestartPoint.PRE_COMMIT_2, Reason.TRY_AGAIN),
        row(FailedStep.ADD_PIECE, HOST, 3, ABSENT, NONE, RestartPoint.PACKING, Reason.TRY_AGAIN),
        row(
            FailedStep.PRE_COMMIT_1,
            INPUT_LOST,
            1,
            ABSENT,
            NONE,
            RestartPoint.PACKING,
            Reason.PIECES_LOST),
        row(
            FailedStep.PRE_COMMIT_1,
            HOST,
            3,
            ABSENT,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.TRY_AGAIN),
        row(
            FailedStep.PRE_COMMIT_2,
            INPUT_LOST,
            1,
            ABSENT,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.LAYERS_LOST),
        row(
            FailedStep.PRE_COMMIT_2,
            INPUT_BAD,
            1,
            ABSENT,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.LAYERS_LOST),
        row(
            FailedStep.PRE_COMMIT_2,
            NO_PARAMETERS,
            4,
            ABSENT,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.FAILS_AGAIN_AND_AGAIN),
        row(
            FailedStep.PRE_COMMIT_2,
            HOST,
            9,
            ABSENT,
            NONE,
            RestartPoint.PRE_COMMIT_2,
            Reason.TRY_AGAIN));
  }

  private static Stream<Arguments> preCommit() {
    return Stream.of(
        row(FailedStep.PRE_COMMIT, REFUSED, 1, PROMISED, REFUSAL, FOLLOW, Reason.SEEN_ON_CHAIN),
        row(
            FailedStep.PRE_COMMIT,
            OUT_OF_GAS,
            1,
            ABSENT,
            REFUSAL,
            RestartPoint.PRE_COMMIT,
            Reason.OUT_OF_GAS),
        row(
            FailedStep.PRE_COMMIT,
            REFUSED,
            3,
            ABSENT,
            REFUSAL,
            RestartPoint.PRE_COMMIT,
            Reason.MESSAGE_REFUSED),
        row(
            FailedStep.PRE_COMMIT,
            SUPERSEDED,
            1,
            ABSENT,
            DISPLACED,
            RestartPoint.PRE_COMMIT,
            Reason.MESSAGE_LOST),
        row(
            FailedStep.PRE_COMMIT,
            PRE_COMMIT_GONE,
            1,
            ABSENT,
            DISPLACED,
            RestartPoint.PRE_COMMIT,
            Reason.MESSAGE_LOST),
        stale(FailedStep.PRE_COMMIT, ABSENT, RestartPoint.GET_TICKET, Reason.TICKET_TOO_OLD));
  }

  /** A real lotus-miner without parameters runs P1 again every few minutes; here it does not. */
  private static Stream<Arguments> proof() {
    return Stream.of(
        row(
            FailedStep.COMMIT_2,
            SEED_CHANGED,
            1,
            PROMISED,
            NONE,
            RestartPoint.WAIT_SEED,
            Reason.SEED_CHANGED),
        row(
            FailedStep.COMMIT_1,
            INPUT_LOST,
            1,
            PROMISED,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.REPLICA_LOST),
        row(FailedStep.COMMIT_1, HOST, 9, PROMISED, NONE, RestartPoint.COMMIT_1, Reason.TRY_AGAIN),
        row(
            FailedStep.COMMIT_2,
            INPUT_LOST,
            1,
            PROMISED,
            NONE,
            RestartPoint.COMMIT_1,
            Reason.OPENINGS_LOST),
        row(
            FailedStep.COMMIT_2,
            PROOF_INVALID,
            1,
            PROMISED,
            NONE,
            RestartPoint.COMMIT_1,
            Reason.PROOF_WRONG),
        row(
            FailedStep.COMMIT_2,
            PROOF_INVALID,
            2,
            PROMISED,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.REPLICA_LOST),
        row(
            FailedStep.COMMIT_2,
            NO_PARAMETERS,
            9,
            PROMISED,
            NONE,
            RestartPoint.COMMIT_2,
            Reason.TRY_AGAIN),
        row(FailedStep.COMMIT_2, HOST, 9, PROMISED, NONE, RestartPoint.COMMIT_2, Reason.TRY_AGAIN));
  }

  private static Stream<Arguments> commit() {
    return Stream.of(
        row(
            FailedStep.COMMIT,
            REFUSED,
            3,
            PROMISED,
            REFUSAL,
            RestartPoint.WAIT_SEED,
            Reason.MESSAGE_REFUSED),
        row(
            FailedStep.COMMIT,
            PROOF_INVALID,
            2,
            PROMISED,
            NONE,
            RestartPoint.PRE_COMMIT_1,
            Reason.REPLICA_LOST),
        row(
            FailedStep.COMMIT,
            OUT_OF_GAS,
            1,
            PROMISED,
            REFUSAL,
            RestartPoint.COMMIT,
            Reason.OUT_OF_GAS),
        row(
            FailedStep.COMMIT,
            SUPERSEDED,
            1,
            PROMISED,
            DISPLACED,
            RestartPoint.COMMIT,
            Reason.MESSAGE_LOST),
        row(
            FailedStep.COMMIT,
            NO_FUNDS,
            1,
            PROMISED,
            REFUSAL,
            RestartPoint.COMMIT,
            Reason.FUNDS_MISSING),
        row(
            FailedStep.PRE_COMMIT,
            NO_FUNDS,
            1,
            ABSENT,
            REFUSAL,
            RestartPoint.PRE_COMMIT,
            Reason.FUNDS_MISSING),
        row(FailedStep.COMMIT, HOST, 1, PROMISED, NONE, RestartPoint.COMMIT, Reason.TRY_AGAIN));
  }

  private static Stream<Arguments> end() {
    return Stream.of(
        row(
            FailedStep.FINALIZE,
            INPUT_LOST,
            1,
            ACTIVE,
            NONE,
            new Decision.Recover(),
            Reason.FILES_LOST),
        row(
            FailedStep.STORE,
            INPUT_BAD,
            1,
            FAULTY,
            NONE,
            new Decision.Recover(),
            Reason.FILES_LOST),
        row(FailedStep.FINALIZE, HOST, 99, ACTIVE, NONE, RestartPoint.FINALIZE, Reason.TRY_AGAIN),
        row(FailedStep.STORE, HOST, 99, ACTIVE, NONE, RestartPoint.STORE, Reason.TRY_AGAIN),
        row(
            FailedStep.TERMINATE,
            REFUSED,
            1,
            ACTIVE,
            REFUSAL,
            RestartPoint.TERMINATE,
            Reason.TRY_AGAIN),
        row(FailedStep.REMOVE, HOST, 99, ENDED, NONE, RestartPoint.REMOVE, Reason.TRY_AGAIN));
  }

  private static Stream<FailureCase> allCases() {
    List<ChainStanding> standings = List.of(ABSENT, UNKNOWN, USED, PROMISED, ACTIVE, FAULTY, ENDED);
    List<MessageFate> fates =
        List.of(
            NONE,
            PENDING,
            REFUSAL,
            DISPLACED,
            new MessageFate.Unknown(),
            new MessageFate.Landed(new Epoch(560), ExitCode.OK));
    return Stream.of(FailedStep.values())
        .flatMap(step ->
            Stream.of(Trouble.Kind.values())
                .flatMap(kind ->
                    standings.stream()
                        .flatMap(chain ->
                            fates.stream()
                                .flatMap(fate ->
                                    Stream.of(1, 2, 4)
                                        .flatMap(count ->
                                            Stream.of(true, false)
                                                .map(old ->
                                                    failure(
                                                        step, kind, count, chain, fate, old)))))));
  }

  private static FailureCase failure(
      FailedStep step,
      Trouble.Kind kind,
      int failures,
      ChainStanding chain,
      MessageFate fate,
      boolean ticketTooOld) {
    Optional<Boolean> own =
        step.compareTo(FailedStep.PRE_COMMIT_2) > 0
            ? chain.replica().map(Specimens.COMM_R::equals)
            : Optional.empty();
    return new FailureCase(step, kind, failures, chain, own, fate, ticketTooOld, Optional.empty());
  }

  private static Decision retry(RestartPoint point) {
    return new Decision.Retry(point);
  }

  private static Arguments stale(
      FailedStep step, ChainStanding chain, RestartPoint point, Reason reason) {
    return arguments(failure(step, HOST, 1, chain, NONE, true), retry(point), reason);
  }

  private static Arguments row(Object... cells) {
    Decision decision = cells[5] instanceof RestartPoint point ? retry(point) : (Decision) cells[5];
    return arguments(
        failure(
            (FailedStep) cells[0],
            (Trouble.Kind) cells[1],
            (int) cells[2],
            (ChainStanding) cells[3],
            (MessageFate) cells[4],
            false),
        decision,
        cells[6]);
  }
}
