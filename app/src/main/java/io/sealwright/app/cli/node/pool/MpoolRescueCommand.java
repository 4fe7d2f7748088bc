package io.sealwright.app.cli.node.pool;

import static java.util.stream.Collectors.toSet;

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
import io.sealwright.engine.sending.RescueStep;
import io.sealwright.engine.sending.Standing;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.SignedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Frees the node's own messages that are stuck, in the order of their nonces. */
@Command(name = "rescue")
final class MpoolRescueCommand extends NodeCommand {
  /** Premiums are estimated for so many epochs; what waits for longer is stuck, whatever it is. */
  private static final long LINGERS = 10;

  @Parameters(arity = "0..*", paramLabel = "CID")
  List<String> words = new ArrayList<>();

  @Option(names = "--all")
  boolean all;

  @Option(names = "--apply")
  boolean apply;

  @Option(names = "--watch", paramLabel = "INTERVAL", converter = NodeValues.Time.class)
  Optional<Duration> watch = Optional.empty();

  @Mixin PoolFilter filter = new PoolFilter();

  @Mixin CostOptions costs = new CostOptions();

  /** The most all that this command has sent may cost, even what it has itself replaced since. */
  private TokenAmount spent = TokenAmount.ZERO;

  private Set<Cid> spared = Set.of();
  private final Set<Cid> cids = new HashSet<>();
  private List<Shown> shown = List.of();
  private final Map<Cid, Long> seen = new HashMap<>();

  @Override
  protected void check() throws CommandFailure {
    for (String word : words) {
      try {
        cids.add(Cid.parse(word));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.invalid(
                "\"" + word + "\" is not the CID of a message",
                "give CIDs as 'sealwright mpool pending --cids' lists them")
            .because(e);
      }
    }
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
    requireKnown(plan);
    if (watch.isEmpty()) {
      sayIfNothing(plan);
      return new PlanRun(link, report(), apply).once(plan);
    }
    return watch(link, wanted, plan, watch.get());
  }

  private void requireKnown(RescuePlan plan) throws CommandFailure {
    Set<Cid> known =
        plan.steps().stream()
            .map(RescueStep::old)
            .flatMap(old -> Stream.of(old.cid(), old.message().cid()))
            .collect(toSet());
    for (Cid cid : cids) {
      if (!known.contains(cid)) {
        throw CommandFailure.invalid(
            "no pending message of this node is " + cid,
            "see what is pending with 'sealwright mpool pending --local'");
      }
    }
  }

  /** Goes on until nothing is stuck and all that waited at first has landed. */
  private ExitCode watch(
      Link link, Predicate<SignedMessage> wanted, RescuePlan first, Duration interval)
      throws CommandFailure, InterruptedException {
    Set<Place> awaited = first.steps().stream().filter(this::waits).map(Place::of).collect(toSet());
    ExitCode ended = ExitCode.DONE;
    RescuePlan plan = first;
    while (true) {
      long waiting =
          plan.steps().stream()
              .filter(step -> waits(step) && awaited.contains(Place.of(step)))
              .count();
      if (isAnything(plan)) {
        ended = carryOutOrWait(link, plan, ended);
      } else if (waiting > 0) {
        say("pool.still_waiting", waiting);
      } else {
        sayIfNothing(plan);
        return ended;
      }
      Thread.sleep(interval);
      plan = plan(link, wanted);
    }
  }

  /** Where a message is in its sender's queue; its replacement has the same place. */
  private record Place(Address sender, long nonce) {
    static Place of(RescueStep step) {
      return new Place(step.old().message().from(), step.old().message().nonce());
    }
  }

  private boolean waits(RescueStep step) {
    return !(step.standing() instanceof Standing.Superseded) && !spared.contains(step.old().cid());
  }

  /** What an operator is told of a step: shown anew only when that has changed. */
  private record Shown(Place place, String action, Optional<Class<?>> reason, String status) {
    static Shown of(RescueStep step) {
      Optional<Class<?>> reason =
          step instanceof RescueStep.Refuse refuse
              ? Optional.of(refuse.reason().getClass())
              : Optional.empty();
      return new Shown(
          Place.of(step),
          step.getClass().getSimpleName(),
          reason,
          PoolWords.status(step.standing()));
    }
  }

  /** A round in which nothing is sent says nothing that the round before has said. */
  private ExitCode carryOutOrWait(Link link, RescuePlan plan, ExitCode before)
      throws CommandFailure, InterruptedException {
    List<Shown> now = plan.steps().stream().map(Shown::of).toList();
    boolean sends = apply && !plan.replacements().isEmpty();
    if (!sends && now.equals(shown)) {
      return before;
    }
    shown = now;
    return carryOut(link, plan);
  }

  /** One round of watching: what landed meanwhile is no failure, for the next round sees it. */
  private ExitCode carryOut(Link link, RescuePlan plan)
      throws CommandFailure, InterruptedException {
    try {
      ExitCode ended =
          new PlanRun(link, report(), apply)
              .run(plan, sent -> spent = spent.plus(sent.step().worstFee()));
      sayIfAllRefused(link, plan);
      return ended;
    } catch (PlanOutdated e) {
      say("pool.outdated");
      return ExitCode.DONE;
    }
  }

  /** A watch that can do nothing now would else seem to be at work. */
  private void sayIfAllRefused(Link link, RescuePlan plan) {
    if (plan.replacements().isEmpty() && !plan.refusals().isEmpty()) {
      PoolWords pool = new PoolWords(link.fullNode(), report().words());
      say(
          "pool.all_refused",
          plan.refusals().size(),
          pool.sentence(plan.refusals().getFirst().reason()));
    }
  }

  private static boolean isAnything(RescuePlan plan) {
    return !plan.replacements().isEmpty() || !plan.refusals().isEmpty();
  }

  private void sayIfNothing(RescuePlan plan) {
    long waiting = plan.steps().stream().filter(this::waits).count();
    if (isAnything(plan)) {
      return;
    }
    if (waiting > 0) {
      say("pool.nothing_stuck", waiting);
    } else {
      say(filter.isOfAll() ? "pool.nothing_pending" : "pool.nothing_matches");
    }
  }

  private RescuePlan plan(Link link, Predicate<SignedMessage> wanted)
      throws CommandFailure, InterruptedException {
    PoolReader reader = new PoolReader(link.fullNode());
    PoolFacts facts = link.during(() -> reader.facts(wanted));
    spared =
        facts.queues().stream()
            .flatMap(queue -> queue.pending().stream())
            .filter(wanted.negate())
            .map(SignedMessage::cid)
            .collect(toSet());
    return RescuePlanner.plan(
        facts,
        new RescueRequest(
            Set.copyOf(cids),
            spared,
            all,
            costs.maxFee,
            costs.maxTotal,
            spent,
            lingering(link, facts)));
  }

  /** What a watch has seen wait for longer than the pool's estimates allow for. */
  private Set<Cid> lingering(Link link, PoolFacts facts)
      throws CommandFailure, InterruptedException {
    if (watch.isEmpty()) {
      return Set.of();
    }
    long now = link.during(() -> link.fullNode().head()).height().height();
    Set<Cid> pending =
        facts.queues().stream()
            .flatMap(queue -> queue.pending().stream())
            .map(SignedMessage::cid)
            .collect(toSet());
    seen.keySet().retainAll(pending);
    pending.forEach(cid -> seen.putIfAbsent(cid, now));
    return pending.stream()
        .filter(cid -> now - seen.getOrDefault(cid, now) >= LINGERS)
        .collect(toSet());
  }
}
