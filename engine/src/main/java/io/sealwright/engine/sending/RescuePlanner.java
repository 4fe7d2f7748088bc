package io.sealwright.engine.sending;

import io.sealwright.engine.sending.RescueStep.Reason;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how stuck messages are freed. A pure function of the facts.
 *
 * <p>A message keeps its gas limit, for that is its own. Its new premium is the usual one, or what
 * the node is configured to raise the old one to, whichever is more; its new fee cap lasts while
 * the base fee rises for twenty epochs. Where that would cost more than the cap allows, both come
 * down, but not below what the pool asks of a replacement, nor below the base fee: then it is
 * refused.
 */
public final class RescuePlanner {
  private final PoolFacts facts;
  private final RescueRequest request;
  private TokenAmount total;

  private RescuePlanner(PoolFacts facts, RescueRequest request) {
    this.facts = facts;
    this.request = request;
    this.total = request.spent();
  }

  public static RescuePlan plan(PoolFacts facts, RescueRequest request) {
    return new RescuePlanner(facts, request).plan();
  }

  private RescuePlan plan() {
    Map<SignedMessage, Standing> standings = new HashMap<>();
    Diagnosis.of(facts).forEach(found -> standings.put(found.message(), found.standing()));
    List<RescueStep> steps = new ArrayList<>();
    for (SenderQueue queue : facts.queues()) {
      steps.addAll(steps(queue, standings));
    }
    return new RescuePlan(facts.baseFee(), steps);
  }

  private List<RescueStep> steps(SenderQueue queue, Map<SignedMessage, Standing> standings) {
    List<RescueStep> steps = new ArrayList<>();
    TokenAmount needed = TokenAmount.ZERO;
    Optional<Long> refused = Optional.empty();
    for (SignedMessage message : queue.pending()) {
      RescueStep step =
          step(
              message,
              standings.getOrDefault(message, new Standing.Clear()),
              queue,
              needed,
              refused);
      switch (step) {
        case RescueStep.Replace replace -> {
          needed = needed.plus(replace.fresh().worstCost());
          total = total.plus(replace.worstFee());
        }
        case RescueStep.Refuse refuse -> {
          needed = needed.plus(message.message().worstCost());
          if (refused.isEmpty() && !(refuse.reason() instanceof Reason.Superseded)) {
            refused = Optional.of(message.message().nonce());
          }
        }
        case RescueStep.Leave leave -> {
          if (!(leave.standing() instanceof Standing.Superseded)) {
            needed = needed.plus(message.message().worstCost());
          }
        }
      }
      steps.add(step);
    }
    return steps;
  }

  private RescueStep step(
      SignedMessage old,
      Standing standing,
      SenderQueue queue,
      TokenAmount before,
      Optional<Long> refused) {
    if (!isWanted(old, standing)) {
      return new RescueStep.Leave(old, standing);
    }
    if (standing instanceof Standing.BeyondGap(long missing)) {
      return new RescueStep.Refuse(old, standing, new Reason.BeyondGap(missing));
    }
    if (standing instanceof Standing.Superseded) {
      return new RescueStep.Refuse(old, standing, new Reason.Superseded());
    }
    if (refused.isPresent()) {
      return new RescueStep.Refuse(old, standing, new Reason.BehindRefused(refused.get()));
    }
    return priced(old, standing, queue.balance(), before);
  }

  /** By default what a higher fee would free, and what a gap holds: the operator must know. */
  private boolean isWanted(SignedMessage old, Standing standing) {
    if (request.spared().contains(old.cid())) {
      return false;
    }
    if (!request.only().isEmpty()) {
      return request.only().contains(old.cid()) || request.only().contains(old.message().cid());
    }
    return switch (standing) {
      case Standing.FeeCapTooLow _, Standing.PremiumTooLow _, Standing.BeyondGap _ -> true;
      case Standing.Clear _ -> request.evenClear() || request.lingering().contains(old.cid());
      case Standing.Behind _, Standing.NotFunded _ -> request.evenClear();
      case Standing.Superseded _ -> false;
    };
  }

  private RescueStep priced(
      SignedMessage old, Standing standing, TokenAmount balance, TokenAmount before) {
    Message message = old.message();
    TokenAmount minimum = facts.rule().minimumPremium(message.gasPremium());
    TokenAmount premium =
        Gas.raised(message.gasPremium(), facts.ratioPercent())
            .max(minimum)
            .max(facts.usualPremium());
    TokenAmount cap = Gas.perUnit(request.maxFee(), message.gasLimit());
    TokenAmount feeCap = Gas.feeCap(facts.baseFee(), premium).min(cap);
    premium = premium.min(feeCap);
    if (premium.compareTo(minimum) < 0) {
      TokenAmount fee = minimum.max(facts.baseFee()).times(message.gasLimit());
      return new RescueStep.Refuse(old, standing, new Reason.CapBelowMinimum(fee));
    }
    if (feeCap.compareTo(facts.baseFee()) < 0) {
      TokenAmount fee = facts.baseFee().times(message.gasLimit());
      return new RescueStep.Refuse(old, standing, new Reason.CapBelowBaseFee(fee));
    }
    RescueStep.Replace replace =
        new RescueStep.Replace(old, standing, message.withGas(message.gasLimit(), feeCap, premium));
    return affordable(replace, balance, before);
  }

  private RescueStep affordable(
      RescueStep.Replace replace, TokenAmount balance, TokenAmount before) {
    TokenAmount sum = total.plus(replace.worstFee());
    if (request.maxTotal().isPresent() && sum.compareTo(request.maxTotal().get()) > 0) {
      TokenAmount enough = request.spent().plus(plan(facts, request.unlimited()).worstFee());
      return new RescueStep.Refuse(replace.old(), replace.standing(), new Reason.OverTotal(enough));
    }
    TokenAmount needed = before.plus(replace.fresh().worstCost());
    return needed.compareTo(balance) > 0
        ? new RescueStep.Refuse(
            replace.old(), replace.standing(), new Reason.NotFunded(needed, balance))
        : replace;
  }
}
