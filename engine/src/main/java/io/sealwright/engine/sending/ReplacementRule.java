package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By how much a message must pay more to take the place of another of the same nonce. Only the
 * premium decides; the pools of all nodes that pass it on hold it to their own rule.
 */
public enum ReplacementRule {
  /** Until v1.21: a quarter more, computed in 256ths. */
  QUARTER {
    @Override
    public TokenAmount minimumPremium(TokenAmount old) {
      BigInteger more = old.atto().multiply(BigInteger.valueOf(64)).shiftRight(8);
      return new TokenAmount(old.atto().add(more).add(BigInteger.ONE));
    }
  },
  /** From v1.22: a tenth more. */
  TENTH {
    @Override
    public TokenAmount minimumPremium(TokenAmount old) {
      BigInteger scaled = old.atto().multiply(BigInteger.valueOf(110));
      return new TokenAmount(scaled.divide(BigInteger.valueOf(100)).add(BigInteger.ONE));
    }
  };

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\..*");
  private static final int FIRST_MINOR_OF_TENTH = 22;

  /** The least premium that replaces one of {@code old}. */
  public abstract TokenAmount minimumPremium(TokenAmount old);

  /** The rule of a node by its version; of an unknown one, the rule that satisfies both. */
  public static ReplacementRule ofVersion(String version) {
    Matcher form = VERSION.matcher(version);
    if (!form.matches()) {
      return QUARTER;
    }
    int major = Integer.parseInt(form.group(1));
    int minor = Integer.parseInt(form.group(2));
    return major > 1 || (major == 1 && minor >= FIRST_MINOR_OF_TENTH) ? TENTH : QUARTER;
  }
}
