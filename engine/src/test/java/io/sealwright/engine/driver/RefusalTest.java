package io.sealwright.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Trouble;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which refusals are worth another try. Words are of the built-in actors and of Lotus. */
final class RefusalTest {
  private static final String FORM =
      "message execution failed (exit=[%s], vm error=[message failed with backtrace:\n"
          + "00: f01000 (method 28) -- %s (16) (RetCode=16)])";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ErrIllegalArgument(16)|unsupported seal proof type 3|UNACCEPTABLE",
        "ErrIllegalArgument(16)|sector Window PoSt proof type 0 must match miner Window PoSt proof"
            + " type 5 (seal proof type 5)|UNACCEPTABLE",
        "ErrIllegalArgument(16)|invalid expiration 900, cannot be more than 3 past current epoch 9"
            + "|UNACCEPTABLE",
        "ErrSerialization(21)|failed to decode params|UNACCEPTABLE",
        "ErrInsufficientFunds(19)|insufficient funds 1 for pre-commit deposit: 2|NO_FUNDS",
        "SysErrInsufficientFunds(6)|sender does not have funds to transfer|NO_FUNDS",
        "ErrIllegalArgument(16)|seal challenge epoch 4 too old, must be after 9|REFUSED",
        "ErrIllegalArgument(16)|sector numbers [7] already allocated|REFUSED",
        "ErrIllegalArgument(16)|sector number 9 out of range 0..(2^63-1)|UNACCEPTABLE",
        "SysErrorIllegalInstruction(4)|runtime error: index out of range [3]|REFUSED",
        "33|something else|REFUSED",
      })
  void aRefusalMeans(String exit, String words, Trouble.Kind kind) {
    assertThat(refused(FailedStep.PRE_COMMIT, FORM.formatted(exit, words), SectorLog.EMPTY))
        .isEqualTo(kind);
  }

  /** The head is in the words, and moves on. */
  @Test
  void theThirdPreCommitThatIsRefusedAlikeIsTheLast() {
    SectorLog log = SectorLog.EMPTY;
    for (Trouble.Kind kind :
        List.of(Trouble.Kind.REFUSED, Trouble.Kind.REFUSED, Trouble.Kind.UNACCEPTABLE)) {
      String words = FORM.formatted("ErrForbidden(18)", "not now, at " + log.entries().size());
      assertThat(refused(FailedStep.PRE_COMMIT, words, log)).isEqualTo(kind);
      log = failed(log, FailedStep.PRE_COMMIT, words);
    }
  }

  @Test
  void theSecondProofThatIsRefusedAlikeIsTheLast() {
    String words = FORM.formatted("ErrIllegalArgument(16)", "no valid proofs specified");
    SectorLog log = failed(SectorLog.EMPTY, FailedStep.COMMIT, words);
    log = plus(log, new SectorEvent.ProofMade(Specimens.PROOF));
    assertThat(refused(FailedStep.COMMIT, words, log)).isEqualTo(Trouble.Kind.UNACCEPTABLE);
  }

  @Test
  void aRefusalOfAnotherKindOrAfterASuccessBeginsTheCountAnew() {
    String words = FORM.formatted("ErrIllegalState(20)", "not now");
    String others = FORM.formatted("ErrIllegalState(20)", "not yet");
    SectorLog log = SectorLog.EMPTY;
    for (String each : List.of(words, words, others)) {
      log = failed(log, FailedStep.PRE_COMMIT, each);
    }
    assertThat(refused(FailedStep.PRE_COMMIT, words, log)).isEqualTo(Trouble.Kind.REFUSED);
    log =
        failed(failed(SectorLog.EMPTY, FailedStep.PRE_COMMIT, words), FailedStep.PRE_COMMIT, words);
    log = plus(log, new SectorEvent.PreCommitLanded(Specimens.LANDED, Specimens.DEPOSIT));
    assertThat(refused(FailedStep.PRE_COMMIT, words, log)).isEqualTo(Trouble.Kind.REFUSED);
  }

  private static Trouble.Kind refused(FailedStep step, String words, SectorLog log) {
    Trouble trouble = Refusal.of(step, words, log);
    assertThat(trouble.words()).isEqualTo(words);
    return trouble.kind();
  }

  private static SectorLog failed(SectorLog log, FailedStep step, String words) {
    SectorLog after =
        plus(log, new SectorEvent.StepFailed(step, new Trouble(Trouble.Kind.REFUSED, words)));
    return plus(after, new SectorEvent.Retry(RestartPoint.PRE_COMMIT, Reason.MESSAGE_REFUSED));
  }

  private static SectorLog plus(SectorLog log, SectorEvent event) {
    return log.plus(new SectorLog.Entry(Instant.EPOCH, event, ""));
  }
}
