package io.sealwright.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TriageTest {
  private static final AuditVerdict SOUND = new AuditVerdict.Sound();
  private static final CommR FIRST = new CommR(Bytes32.repeat(1));
  private static final CommR OTHER = new CommR(Bytes32.repeat(2));
  private static final CommR EXPECTED = new CommR(Bytes32.repeat(3));
  private static final List<Bytes32> LAYERS = List.of(Bytes32.repeat(8), Bytes32.repeat(9));

  @Test
  void theSameResultTwiceSpeaksAgainstTheOriginal() {
    Triage triage = new Triage(List.of(), LAYERS, SOUND, FIRST, FIRST);
    assertThat(triage.verdict()).isEqualTo(new Triage.Verdict.OriginalDiffers());
    assertThat(Triage.words(triage.verdict(), EXPECTED, FIRST))
        .contains(FIRST.value().hex(), EXPECTED.value().hex(), "original seal was different");
    assertThat(new Triage(LAYERS, LAYERS, SOUND, FIRST, FIRST).verdict())
        .isEqualTo(new Triage.Verdict.OriginalDiffers());
  }

  @Test
  void aWrongLabelSpeaksAgainstThisHostAndIsNamed() {
    AuditVerdict wrong = new AuditVerdict.Wrong(2, 77);
    Triage.Verdict verdict = new Triage(List.of(), LAYERS, wrong, FIRST, FIRST).verdict();
    assertThat(Triage.words(verdict, EXPECTED, FIRST))
        .contains("this host is bad", "layer 2 node 77");
  }

  @Test
  void aSecondPhase2ThatDiffersSpeaksAgainstThisHost() {
    Triage.Verdict verdict = new Triage(List.of(), LAYERS, SOUND, FIRST, OTHER).verdict();
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Triage.Verdict.HostIsBad.class, bad -> assertThat(bad.labelsAreWrong()).isFalse());
  }

  @Test
  void layersThatDifferFromAnEarlierAttemptSpeakAgainstThisHost() {
    List<Bytes32> earlier = List.of(LAYERS.getFirst(), Bytes32.repeat(7));
    assertThat(
            Triage.words(
                new Triage(earlier, LAYERS, SOUND, FIRST, FIRST).verdict(), EXPECTED, FIRST))
        .contains("this host is bad", "layer 2 differs from that of an earlier attempt");
  }
}
