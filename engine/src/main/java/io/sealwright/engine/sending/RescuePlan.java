package io.sealwright.engine.sending;

import io.sealwright.protocol.amount.TokenAmount;
import java.util.List;

/**
 * What a rescue will do, as it is shown.
 *
 * @param baseFee at which it was decided
 * @param steps one for each pending message looked at, by sender and nonce
 */
public record RescuePlan(TokenAmount baseFee, List<RescueStep> steps) {
  public RescuePlan {
    steps = List.copyOf(steps);
  }

  public List<RescueStep.Replace> replacements() {
    return steps.stream()
        .filter(RescueStep.Replace.class::isInstance)
        .map(RescueStep.Replace.class::cast)
        .toList();
  }

  public List<RescueStep.Refuse> refusals() {
    return steps.stream()
        .filter(RescueStep.Refuse.class::isInstance)
        .map(RescueStep.Refuse.class::cast)
        .toList();
  }

  /** The most all new messages may cost for gas. */
  public TokenAmount worstFee() {
    return replacements().stream()
        .map(RescueStep.Replace::worstFee)
        .reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  /** What they cost for gas at the base fee of now. */
  public TokenAmount feeNow() {
    return replacements().stream()
        .map(step -> step.feeAt(baseFee))
        .reduce(TokenAmount.ZERO, TokenAmount::plus);
  }
}
