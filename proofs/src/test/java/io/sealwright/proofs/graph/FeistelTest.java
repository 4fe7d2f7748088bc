package io.sealwright.proofs.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeistelTest {
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 8, 12, 16, 17, 64, 256, 4096, 8192})
  void permutesTheNumbersBelowAnyBound(int bound) {
    long[] images = new long[bound];
    new Feistel(bound, new long[] {1, 2, 3}).permute(0, bound, images);
    assertThat(LongStream.of(images).sorted())
        .containsExactly(LongStream.range(0, bound).boxed().toArray(Long[]::new));
  }
}
