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
  private static final List<Bytes32> LAYERS = List.of(Bytes32.repeat(8), Bytes32.repeat(9));

  @Test
  void theSameResultTwiceSpeaksAgainstTheOriginal() {
    Suspicion original = new Suspicion.OriginalDiffers();
    assertThat(new Triage(List.of(), LAYERS, SOUND, FIRST, FIRST).suspicion()).isEqualTo(original);
    assertThat(new Triage(LAYERS, LAYERS, SOUND, FIRST, FIRST).suspicion()).isEqualTo(original);
    assertThat(original.labelsAreWrong()).isFalse();
  }

  @Test
  void aWrongLabelSpeaksAgainstThisHostAndIsNamed() {
    AuditVerdict wrong = new AuditVerdict.Wrong(2, 77);
    Suspicion suspicion = new Triage(List.of(), LAYERS, wrong, FIRST, FIRST).suspicion();
    assertThat(suspicion).isEqualTo(new Suspicion.WrongLabel(2, 77));
    assertThat(suspicion.labelsAreWrong()).isTrue();
  }

  @Test
  void aSecondPhase2ThatDiffersSpeaksAgainstThisHost() {
    Suspicion suspicion = new Triage(List.of(), LAYERS, SOUND, FIRST, OTHER).suspicion();
    assertThat(suspicion).isEqualTo(new Suspicion.OtherReplica(OTHER));
    assertThat(suspicion.labelsAreWrong()).isFalse();
  }

  @Test
  void layersThatDifferFromAnEarlierAttemptSpeakAgainstThisHost() {
    List<Bytes32> earlier = List.of(LAYERS.getFirst(), Bytes32.repeat(7));
    assertThat(new Triage(earlier, LAYERS, SOUND, FIRST, FIRST).suspicion())
        .isEqualTo(new Suspicion.OtherLayer(2));
  }
}
