package io.sealwright.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SealProofTest {
  @ParameterizedTest
  @CsvSource({
    "0, v1, KIB_2, StackedDrg2KiBV1",
    "6, v1_1, MIB_8, StackedDrg8MiBV1_1",
    "9, v1_1, GIB_64, StackedDrg64GiBV1_1",
    "13, synth, GIB_32, StackedDrg32GiBV1_1_Feat_SyntheticPoRep",
    "17, ni, MIB_512, StackedDrg512MiBV1_2_Feat_NonInteractivePoRep"
  })
  void aRegisteredProofHasANumberANameAndAShortForm(
      int id, String shortForm, SectorSize size, String name) {
    SealProof proof = SealProof.ofId(id).orElseThrow();

    assertThat(proof.size()).isEqualTo(size);
    assertThat(proof.name()).isEqualTo(name);
    assertThat(SealProof.parse(shortForm, size)).isEqualTo(proof);
    assertThat(SealProof.parse(name, size)).isEqualTo(proof);
    assertThat(SealProof.parse(Integer.toString(id), size)).isEqualTo(proof);
    assertThat(proof.porepId().hex()).isEqualTo("%02x".formatted(id) + "00".repeat(31));
  }

  @Test
  void thereAreTwentyRegisteredProofsAndNoOther() {
    assertThat(SealProof.registered()).hasSize(20);
    assertThat(SealProof.ofId(20)).isEmpty();
    assertThat(SealProof.ofId(-1)).isEmpty();
  }

  @Test
  void anUnregisteredSizeBorrowsThePorepIdOfTheSmallestOne() {
    SealProof proof = SealProof.parse("v1_1", SectorSize.KIB_16);

    assertThat(proof.id()).isEmpty();
    assertThat(proof.number()).isEqualTo(5);
  }

  @Test
  void aProofForAnotherSizeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SealProof.parse("6", SectorSize.KIB_2));
    assertThatIllegalArgumentException().isThrownBy(() -> SealProof.parse("v3", SectorSize.KIB_2));
  }
}
