package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.Landing;
import io.sealwright.engine.sending.PlanOutdated;
import io.sealwright.engine.sending.SendPlan;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.sending.Sending;
import io.sealwright.engine.sending.Withdrawal;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what a message will cost and, if told to, sends what was shown. */
record MoneyRun(Link link, Report report, SendOptions options) {

  /**
   * Plans, shows and, with {@code --apply}, sends.
   *
   * @param told what else is said of the message, above its costs
   */
  ExitCode run(Sending.Wish wish, Map<String, @Nullable Object> told)
      throws CommandFailure, InterruptedException {
    SendPlan plan = plan(wish);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>(told);
    facts.putAll(facts(plan));
    boolean json = report.format() == OutputFormat.JSON;
    if (!json) {
      report.facts(facts);
    }
    require(plan);
    if (options.apply) {
      send(plan, facts, json);
    } else if (!json) {
      report.out().println(report.word("send.dry_run", plan.worstFee()));
    }
    if (json) {
      facts.put("applied", options.apply);
      report.facts(facts);
    }
    report.out().flush();
    return ExitCode.DONE;
  }

  private SendPlan plan(Sending.Wish wish) throws CommandFailure, InterruptedException {
    try {
      return new Sending(link.fullNode()).plan(wish, options.maxFee);
    } catch (SendRefused e) {
      throw refused(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }

  static CommandFailure refused(SendRefused e) {
    return CommandFailure.refused(
            "the message would fail: " + e.getMessage(), "nothing was sent; see to the reason")
        .because(e);
  }

  private Map<String, @Nullable Object> facts(SendPlan plan) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("from", link.fullNode().text(plan.message().from()));
    facts.put("to", link.fullNode().text(plan.message().to()));
    facts.put("method", plan.message().method().number());
    facts.put("value", plan.message().value());
    facts.put("gas_limit", plan.message().gasLimit());
    facts.put("fee_cap", new Report.Price(plan.message().gasFeeCap()));
    facts.put("premium", new Report.Price(plan.message().gasPremium()));
    facts.put("max_cost", plan.worstFee());
    facts.put("total", plan.total());
    facts.put("balance", plan.balance());
    if (!plan.pendingCost().isZero()) {
      facts.put("pending_cost", plan.pendingCost());
    }
    facts.put("balance_after", plan.balanceAfter());
    return facts;
  }

  private void require(SendPlan plan) throws CommandFailure {
    if (plan.worstFee().compareTo(options.maxFee) > 0) {
      throw CommandFailure.refused(
          "its gas may cost %s, more than --max-fee".formatted(plan.worstFee()),
          "nothing was sent; raise --max-fee or wait for a lower base fee");
    }
    if (!plan.objections().isEmpty()) {
      throw CommandFailure.refused(
          "the node objects: " + String.join(", ", plan.objections()),
          "nothing was sent; if the fee is too low, raise --max-fee or wait for a lower base fee");
    }
    if (plan.balanceAfter().sign() < 0) {
      throw CommandFailure.refused(
          "the sender %s has %s, and this and what waits may take %s"
              .formatted(
                  link.fullNode().text(plan.message().from()),
                  plan.balance(),
                  plan.total().plus(plan.pendingCost())),
          "nothing was sent; send less or fund it");
    }
  }

  private void send(SendPlan plan, Map<String, @Nullable Object> facts, boolean json)
      throws CommandFailure, InterruptedException {
    Cid cid;
    try {
      var sent = new Sending(link.fullNode()).send(plan);
      cid = sent.cid();
      facts.put("nonce", sent.message().nonce());
    } catch (PlanOutdated e) {
      throw CommandFailure.failed(
              String.valueOf(e.getMessage()), "'sealwright mpool pending' shows it")
          .because(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
    facts.put("cid", cid.toString());
    if (!json) {
      report.out().println(report.word("send.sent", cid));
      report.out().flush();
    }
    if (options.wait) {
      await(plan, cid, facts, json);
    }
  }

  private void await(SendPlan plan, Cid cid, Map<String, @Nullable Object> facts, boolean json)
      throws CommandFailure, InterruptedException {
    FullNode node = link.fullNode();
    Landing landing = new Landing(node, Clock.systemUTC(), Pause.REAL);
    MessageLookup found =
        link.during(() -> landing.await(cid, options.confidence, options.timeout, _ -> {}))
            .orElseThrow(() ->
                CommandFailure.failed(
                    cid + " has not landed within " + options.timeout.toSeconds() + " s",
                    "see what keeps it with 'sealwright mpool pending'"));
    Optional<TokenAmount> paid =
        plan.message().method().equals(MinerMethod.WITHDRAW_BALANCE.number())
            ? Withdrawal.paid(found.receipt())
            : Optional.empty();
    facts.put("landed_height", found.height().height());
    facts.put("exit_code", found.receipt().exitCode().code());
    facts.put("gas_used", found.receipt().gasUsed());
    paid.ifPresent(amount -> facts.put("withdrawn", amount));
    TokenAmount balance = link.ask(node.api().wallet().balance().ask(plan.message().from()));
    facts.put("new_balance", balance);
    if (!json) {
      report
          .out()
          .println(report.word("send.landed", found.height(), found.receipt().exitCode(), balance));
      paid.ifPresent(amount -> report.out().println(report.word("send.withdrawn", amount)));
    }
    if (!found.receipt().exitCode().isOk()) {
      throw CommandFailure.failed(
          "%s landed and failed with exit code %s".formatted(cid, found.receipt().exitCode()),
          "its gas is paid; nothing else moved");
    }
  }
}
