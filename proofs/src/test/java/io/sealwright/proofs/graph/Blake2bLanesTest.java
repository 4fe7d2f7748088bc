package io.sealwright.proofs.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Blake2bLanesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 63, 64})
  void hashesEachLaneLikeBouncyCastle(int count) {
    Random random = new Random(count);
    Blake2bLanes lanes = new Blake2bLanes();
    for (int i = 0; i < 40; i++) {
      long suffix = random.nextLong();
      long[] values = random.longs(Blake2bLanes.LANES).toArray();
      long[] expected = values.clone();
      Arrays.setAll(expected, j -> j < count ? GraphOracle.blake(values[j], suffix) : values[j]);
      lanes.hash(values, suffix, count);
      assertThat(values).isEqualTo(expected);
    }
  }
}
