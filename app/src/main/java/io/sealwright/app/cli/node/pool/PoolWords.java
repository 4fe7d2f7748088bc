package io.sealwright.app.cli.node.pool;

import io.sealwright.app.shell.Report;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.RescuePlan;
import io.sealwright.engine.sending.RescueStep;
import io.sealwright.engine.sending.RescueStep.Reason;
import io.sealwright.engine.sending.Standing;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Pending messages and what is done about them, as facts of a report. */
record PoolWords(FullNode node, ResourceBundle words) {

  /** What identifies a message, and what it offers. */
  Map<String, @Nullable Object> message(SignedMessage signed) {
    Message message = signed.message();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("cid", signed.cid().toString());
    facts.put("from", node.text(message.from()));
    facts.put("nonce", message.nonce());
    facts.put("to", node.text(message.to()));
    facts.put("method", message.method().number());
    facts.put("value", message.value());
    facts.put("gas_limit", message.gasLimit());
    facts.put("fee_cap", new Report.Price(message.gasFeeCap()));
    facts.put("premium", new Report.Price(message.gasPremium()));
    return facts;
  }

  /** A stable word for where a message stands. */
  static String status(Standing standing) {
    return switch (standing) {
      case Standing.Clear _ -> "clear";
      case Standing.FeeCapTooLow _ -> "fee_cap_too_low";
      case Standing.PremiumTooLow _ -> "premium_too_low";
      case Standing.NotFunded _ -> "not_funded";
      case Standing.BeyondGap _ -> "beyond_gap";
      case Standing.Behind _ -> "behind";
      case Standing.Superseded _ -> "superseded";
    };
  }

  /** The same in a sentence. */
  String sentence(Standing standing) {
    return switch (standing) {
      case Standing.Clear _ -> say("pool.clear");
      case Standing.FeeCapTooLow(var base) -> say("pool.fee_cap_too_low", base.brief());
      case Standing.PremiumTooLow(var offered, var usual) ->
          say("pool.premium_too_low", offered.brief(), usual.brief());
      case Standing.NotFunded(var needed, var balance) ->
          say("pool.not_funded", needed.brief(), balance.brief());
      case Standing.BeyondGap(long missing) -> say("pool.beyond_gap", text(missing));
      case Standing.Behind(long nonce) -> say("pool.behind", text(nonce));
      case Standing.Superseded _ -> say("pool.superseded");
    };
  }

  /** Why a message that should be replaced is not. */
  String sentence(Reason reason) {
    return switch (reason) {
      case Reason.CapBelowMinimum(var fee) -> say("pool.refused.minimum", fee);
      case Reason.CapBelowBaseFee(var fee) -> say("pool.refused.base_fee", fee);
      case Reason.OverTotal(var total) -> say("pool.refused.total", total);
      case Reason.BeyondGap(long missing) -> say("pool.refused.gap", text(missing));
      case Reason.NotFunded(var needed, var balance) -> say("pool.refused.funds", needed, balance);
      case Reason.Superseded _ -> say("pool.superseded");
      case Reason.BehindRefused(long nonce) -> say("pool.refused.behind", text(nonce));
    };
  }

  /** One step of a rescue. */
  Map<String, @Nullable Object> step(RescueStep step, TokenAmount baseFee) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    Message old = step.old().message();
    facts.put("action", action(step));
    facts.put("cid", step.old().cid().toString());
    facts.put("from", node.text(old.from()));
    facts.put("nonce", old.nonce());
    facts.put("status", status(step.standing()));
    facts.put("gas_limit", old.gasLimit());
    facts.put("fee_cap", new Report.Price(old.gasFeeCap()));
    facts.put("premium", new Report.Price(old.gasPremium()));
    facts.put("new_fee_cap", null);
    facts.put("new_premium", null);
    facts.put("max_cost", null);
    facts.put("lasts_epochs", null);
    facts.put("reason", sentence(step.standing()));
    switch (step) {
      case RescueStep.Replace replace -> {
        facts.put("new_fee_cap", new Report.Price(replace.fresh().gasFeeCap()));
        facts.put("new_premium", new Report.Price(replace.fresh().gasPremium()));
        facts.put("max_cost", replace.worstFee());
        facts.put("lasts_epochs", replace.lasts(baseFee));
        String reason =
            step.standing() instanceof Standing.Clear
                ? say("pool.clear_replaced")
                : sentence(step.standing());
        TokenAmount lasting = replace.lastingFee(baseFee);
        boolean capped = replace.worstFee().compareTo(lasting) < 0;
        facts.put("reason", capped ? say("pool.capped", reason, lasting) : reason);
      }
      case RescueStep.Refuse refuse -> facts.put("reason", sentence(refuse.reason()));
      case RescueStep.Leave _ -> {}
    }
    return facts;
  }

  /** What is said of a plan as a whole. */
  static Map<String, @Nullable Object> totals(RescuePlan plan) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("base_fee", new Report.Price(plan.baseFee()));
    facts.put("replacements", plan.replacements().size());
    facts.put("refused", plan.refusals().size());
    facts.put("likely_cost", plan.feeNow());
    facts.put("max_total_cost", plan.worstFee());
    return facts;
  }

  private static String action(RescueStep step) {
    return switch (step) {
      case RescueStep.Replace _ -> "replace";
      case RescueStep.Leave _ -> "leave";
      case RescueStep.Refuse _ -> "refuse";
    };
  }

  private String say(String key, Object... blanks) {
    return words.getString(key).formatted(blanks);
  }

  private static String text(long nonce) {
    return Long.toUnsignedString(nonce);
  }
}
