package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.sending.PlanOutdated;
import io.sealwright.engine.sending.PoolFacts;
import io.sealwright.engine.sending.PoolReader;
import io.sealwright.engine.sending.RescuePlan;
import io.sealwright.engine.sending.RescuePlanner;
import io.sealwright.engine.sending.RescueRequest;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.SignedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Frees the node's own messages that are stuck, in the order of their nonces. */
@Command(name = "rescue")
final class MpoolRescueCommand extends NodeCommand {
  @Parameters(arity = "0..*", paramLabel = "CID", converter = NodeValues.ACid.class)
  List<Cid> cids = new ArrayList<>();

  @Option(names = "--all")
  boolean all;

  @Option(names = "--apply")
  boolean apply;

  @Option(names = "--watch", paramLabel = "INTERVAL", converter = NodeValues.Time.class)
  Optional<Duration> watch = Optional.empty();

  @Mixin PoolFilter filter = new PoolFilter();

  @Mixin CostOptions costs = new CostOptions();

  private TokenAmount spent = TokenAmount.ZERO;

  @Override
  protected void check() throws CommandFailure {
    if (watch.isPresent() && apply && costs.maxTotal.isEmpty()) {
      throw CommandFailure.invalid(
          "--watch with --apply spends again and again", "say how much at most with --max-total");
    }
    if (watch.isPresent() && all) {
      throw CommandFailure.invalid(
          "--watch with --all would raise every fee again and again", "leave out one of them");
    }
    if (watch.isPresent() && watch.get().isZero()) {
      throw CommandFailure.invalid("--watch needs an interval", "give one such as 30s");
    }
  }

  @Override
  protected ExitCode run(Link link) throws Exception {
    Predicate<SignedMessage> wanted = filter.wanted(link, true);
    RescuePlan plan = plan(link, wanted);
    if (watch.isEmpty()) {
      sayIfNothing(plan);
      return new PlanRun(link, report(), apply).once(plan);
    }
    ExitCode ended = ExitCode.DONE;
    while (isAnything(plan)) {
      ended = carryOut(link, plan);
      Thread.sleep(watch.get());
      plan = plan(link, wanted);
    }
    sayIfNothing(plan);
    return ended;
  }

  /** One round of watching: what landed meanwhile is no failure, for the next round sees it. */
  private ExitCode carryOut(Link link, RescuePlan plan)
      throws CommandFailure, InterruptedException {
    try {
      ExitCode ended = new PlanRun(link, report(), apply).run(plan);
      spent = spent.plus(plan.worstFee());
      return ended;
    } catch (PlanOutdated e) {
      say("pool.outdated");
      return ExitCode.DONE;
    }
  }

  private static boolean isAnything(RescuePlan plan) {
    return !plan.replacements().isEmpty() || !plan.refusals().isEmpty();
  }

  private void sayIfNothing(RescuePlan plan) {
    if (!isAnything(plan)) {
      say("pool.nothing_stuck", plan.steps().size());
    }
  }

  private RescuePlan plan(Link link, Predicate<SignedMessage> wanted)
      throws CommandFailure, InterruptedException {
    PoolReader reader = new PoolReader(link.fullNode());
    PoolFacts facts = link.during(() -> reader.facts(wanted));
    Set<Cid> spared =
        facts.queues().stream()
            .flatMap(queue -> queue.pending().stream())
            .filter(wanted.negate())
            .map(SignedMessage::cid)
            .collect(Collectors.toSet());
    Optional<TokenAmount> left =
        costs.maxTotal.map(most -> most.minus(spent).max(TokenAmount.ZERO));
    return RescuePlanner.plan(
        facts, new RescueRequest(new LinkedHashSet<>(cids), spared, all, costs.maxFee, left));
  }
}
