package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.SignedMessage;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out the plan of a rescue, and nothing but that. What is signed are the messages that were
 * shown; a plan of which anything has changed since is not begun.
 */
public final class Rescue {
  private final FullNode node;

  public Rescue(FullNode node) {
    this.node = node;
  }

  /** A replacement that the pool took. */
  public record Sent(RescueStep.Replace step, Cid cid) {}

  /** A plan that still holds: only the check makes one. */
  public static final class Checked {
    private final RescuePlan plan;

    private Checked(RescuePlan plan) {
      this.plan = plan;
    }
  }

  /**
   * Looks whether the plan still holds: every message to be replaced waits as it did, and no new
   * fee cap has fallen below the base fee.
   */
  public Checked check(RescuePlan plan) throws RpcException, InterruptedException, PlanOutdated {
    Set<SignedMessage> pending = new HashSet<>(new PoolReader(node).pending(_ -> true));
    TokenAmount baseFee = node.head().parentBaseFee();
    for (RescueStep.Replace step : plan.replacements()) {
      if (!pending.contains(step.old())) {
        throw new PlanOutdated(
            "the message with nonce %s of %s has landed or was replaced meanwhile"
                .formatted(
                    Long.toUnsignedString(step.fresh().nonce()), node.text(step.fresh().from())));
      }
      if (step.fresh().gasFeeCap().compareTo(baseFee) < 0) {
        throw new PlanOutdated(
            "the base fee has risen to %s, beyond the new fee cap of nonce %s"
                .formatted(baseFee.brief(), Long.toUnsignedString(step.fresh().nonce())));
      }
    }
    return new Checked(plan);
  }

  /**
   * Signs and sends the new messages in the plan's order, telling of each as soon as it is sent.
   */
  public void send(Checked checked, Consumer<Sent> told) throws RpcException, InterruptedException {
    Outbox outbox = new Outbox(node);
    for (RescueStep.Replace step : checked.plan.replacements()) {
      told.accept(new Sent(step, outbox.sendAsItIs(step.fresh())));
    }
  }
}
