package io.sealwright.devchain.chain.consensus;

import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.Tipset;
import java.math.BigInteger;

/**
 * How heavy a chain is: each tipset adds log2(power) · 256, and half of that once more for every
 * win in it, divided by the wins expected.
 */
public final class Weight {
  private static final int FRACTION_BITS = 8;
  private static final long WIN_DIVISOR = 2 * Election.EXPECTED;

  private Weight() {}

  /** The weight of the chain that ends with a tipset, made when the network had this power. */
  public static BigInteger of(Tipset tipset, BigInteger power) {
    BigInteger log = BigInteger.valueOf(Math.max(0, power.bitLength() - 1)).shiftLeft(FRACTION_BITS);
    long wins = 0;
    for (BlockHeader block : tipset.blocks()) {
      wins += block.electionProof().map(ElectionProof::winCount).orElse(0L);
    }
    BigInteger won = log.multiply(BigInteger.valueOf(wins)).divide(BigInteger.valueOf(WIN_DIVISOR));
    return tipset.blocks().getFirst().parentWeight().add(log).add(won);
  }
}
