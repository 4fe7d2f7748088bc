package io.sealwright.proofs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.hash.Sha256;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Sha254Test {
  /** Single pairs, runs long enough for lanes, and runs that leave a rest beside full lanes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 1024, 1025, 4096 + 13})
  void everyPairIsTheSha256OfItsBytesWithTwoBitsCleared(int pairs) {
    byte[] children = new byte[pairs * 64];
    new Random(pairs).nextBytes(children);
    byte[] parents = new byte[pairs * 32];

    Sha254.INSTANCE.hashRows(
        MemorySegment.ofArray(children), 0, MemorySegment.ofArray(parents), 0, pairs);

    for (int i = 0; i < pairs; i++) {
      byte[] expected = Sha256.of(Arrays.copyOfRange(children, i * 64, (i + 1) * 64));
      expected[31] &= 0x3f;
      assertThat(Arrays.copyOfRange(parents, i * 32, (i + 1) * 32))
          .as("pair %d", i)
          .isEqualTo(expected);
    }
  }

  /** Lanes of whatever width this machine has, also where they are not used. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lanesGiveTheDigestsOfThePlatform(long seed) {
    byte[] pairs = new byte[Sha254Lanes.LANES * 64];
    new Random(seed).nextBytes(pairs);
    byte[] parents = new byte[Sha254Lanes.LANES * 32];

    new Sha254Lanes().join(pairs, 0, parents, 0);

    for (int lane = 0; lane < Sha254Lanes.LANES; lane++) {
      byte[] expected = Sha256.of(Arrays.copyOfRange(pairs, lane * 64, (lane + 1) * 64));
      expected[31] &= 0x3f;
      assertThat(Arrays.copyOfRange(parents, lane * 32, (lane + 1) * 32)).isEqualTo(expected);
    }
  }
}
