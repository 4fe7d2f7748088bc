package io.sealwright.proofs.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairingTest {
  private static final Point G1 = Point.generator(Group.G1);
  private static final Point G2 = Point.generator(Group.G2);

  @Test
  void thePairingIsBilinearAndNotTrivial() {
    Random random = new Random(381);
    for (int i = 0; i < 5; i++) {
      BigInteger a = new BigInteger(255, random).mod(Group.ORDER);
      BigInteger b = new BigInteger(255, random).mod(Group.ORDER);
      Point product = G1.times(a.multiply(b).mod(Group.ORDER));

      assertThat(
              Pairing.isOne(
                  List.of(
                      new Pairing.Pair(G1.times(a), G2.times(b)),
                      new Pairing.Pair(product.negated(), G2))))
          .isTrue();
      assertThat(
              Pairing.isOne(
                  List.of(
                      new Pairing.Pair(G1.times(a), G2.times(b)),
                      new Pairing.Pair(product.negated().plus(G1), G2))))
          .isFalse();
    }
    assertThat(Pairing.isOne(List.of(new Pairing.Pair(G1, G2)))).isFalse();
  }

  @Test
  void infinityPairsToOne() {
    assertThat(Pairing.isOne(List.of(new Pairing.Pair(Point.infinity(Group.G1), G2)))).isTrue();
    assertThat(Pairing.isOne(List.of(new Pairing.Pair(G1, Point.infinity(Group.G2))))).isTrue();
  }
}
