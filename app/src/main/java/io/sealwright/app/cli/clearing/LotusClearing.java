package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ChainFacts;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.LotusFacts;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.removal.Action;
import io.sealwright.engine.removal.DeletionPlan;
import io.sealwright.engine.removal.DeletionPlanner;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.removal.Step;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.removal.Ways;
import io.sealwright.engine.standing.NetworkReader;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lotus-miner, whose API takes commands without any check: the checks are made here, right before
 * the command. What takes more than its API is refused with the tool that can do it.
 */
record LotusClearing(Link miner, LotusFacts facts, NetworkRules rules) implements Clearing {
  private static final int MOST_STEPS = 8;

  static LotusClearing of(Link miner, Link node) throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(miner.network().letter());
    Address address = miner.ask(api.actor().address().ask());
    MinerId id =
        new MinerId(
            address
                .actor()
                .orElseThrow(() ->
                    CommandFailure.unreachable(
                        "the lotus-miner names no ID address but " + address,
                        "see that it is a lotus-miner")));
    return node.during(() -> {
      SectorSize size =
          size(
              node.client()
                  .call(
                      node.fullNode().api().miner().identity().ask(Address.of(id), TipsetKey.HEAD))
                  .sectorSize());
      NetworkRules rules = NetworkReader.rules(node.fullNode(), node.network().common(), id, size);
      return new LotusClearing(
          miner,
          new LotusFacts(miner.client(), api, new ChainFacts(node.fullNode(), id, rules), size),
          rules);
    });
  }

  private static SectorSize size(long bytes) throws RpcException {
    return SectorSize.ofBytes(bytes)
        .orElseThrow(
            () -> new RpcException.Misunderstood("no sector has %d bytes".formatted(bytes)));
  }

  private SectorFacts look(SectorNumber sector, Wish wish)
      throws CommandFailure, InterruptedException {
    try {
      Optional<String> objection = facts.objection(wish);
      if (objection.isPresent()) {
        throw CommandFailure.refused(objection.get(), "see 'sealwright storage list'");
      }
      return facts.of(sector, wish);
    } catch (RpcException e) {
      throw miner.failure(e);
    }
  }

  @Override
  public List<SectorNumber> removedTooEarly() throws CommandFailure, InterruptedException {
    return miner.during(facts::removedTooEarly);
  }

  @Override
  public ClearingPlan plan(SectorNumber sector, Wish wish)
      throws CommandFailure, InterruptedException {
    return ClearingPlan.of(
        new Ways(rules, look(sector, wish), false), wish.intent(), Instant.now());
  }

  private SectorFacts same(SectorNumber sector, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException {
    SectorFacts now = look(sector, wish);
    List<String> changes = basis.changes(Basis.of(rules, now));
    if (!changes.isEmpty()) {
      throw CommandFailure.refused(
          "the facts of sector %s have changed since the plan: %s"
              .formatted(sector, String.join("; ", changes)),
          "look at the plan again");
    }
    return now;
  }

  @Override
  public Optional<CommandFailure> objection(ClearingPlan plan) {
    return plan.steps().stream()
        .findFirst()
        .filter(step -> step.permit().isPresent())
        .flatMap(step -> cannotDo(plan.sector(), step.action()));
  }

  @Override
  public Optional<CommandFailure> objection(ClearingPlan plan, Way.Kind way) {
    return way == Way.Kind.TERMINATE ? objection(plan) : Optional.of(cannotGo(plan.sector(), way));
  }

  @Override
  public Optional<CommandFailure> objection(ClearingPlan plan, Optional<RestartPoint> point) {
    boolean isAdvised =
        point.isEmpty() || ResetCommand.advised(plan).flatMap(RestartPoint::ofState).equals(point);
    return isAdvised
        ? Optional.empty()
        : Optional.of(
            CommandFailure.invalid(
                "a lotus-miner takes any state that it is given, right or wrong",
                "leave --to out: the plan says which is right"));
  }

  @Override
  public List<String> carryOut(SectorNumber sector, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException {
    List<String> done = new ArrayList<>();
    SectorFacts now = same(sector, wish, basis);
    for (int i = 0; i < MOST_STEPS; i++) {
      Action action = permitted(new DeletionPlanner(rules).plan(now, wish.intent()));
      act(now.sector(), action);
      done.add(ClearingPlan.word(action));
      if (!(action instanceof Action.Abort)) {
        return done;
      }
      now = look(sector, wish);
    }
    throw CommandFailure.failed(
        "jobs of sector %s are still there after they were aborted".formatted(sector),
        "see 'sealwright sealing jobs', and plan again");
  }

  private static Action permitted(DeletionPlan plan) throws CommandFailure {
    return plan.steps().stream()
        .findFirst()
        .filter(step -> step.permit().isPresent())
        .map(Step::action)
        .orElseThrow(() ->
            CommandFailure.refused(
                "nothing may be done about sector " + plan.facts().sector(),
                "look at the plan again"));
  }

  private void act(SectorId sector, Action action) throws CommandFailure, InterruptedException {
    Optional<CommandFailure> objection = cannotDo(sector.number(), ClearingPlan.word(action));
    if (objection.isPresent()) {
      throw objection.get();
    }
    MinerApi api = facts.api();
    switch (action) {
      case Action.Abort(Job job) ->
          miner.ask(api.sealing().abort().ask(new CallId(sector, job.call())));
      case Action.Terminate _ -> miner.ask(api.sectors().terminate().ask(sector.number()));
      case Action.Remove _ -> miner.ask(api.sectors().remove().ask(sector.number()));
      case Action.SetBack _,
          Action.Reattach _,
          Action.Attach _,
          Action.Recover _,
          Action.RestoreRecord _,
          Action.Await _ ->
          throw new IllegalArgumentException("no step of a removal: " + action);
    }
  }

  /** It does nothing about a sector that it has no record of, or has closed it. */
  private static Optional<CommandFailure> cannotDo(SectorNumber sector, String action) {
    return switch (action) {
      case "terminate_message" ->
          Optional.of(
              CommandFailure.refused(
                  "the lotus-miner has no record of sector %s, and terminates nothing without"
                      .formatted(sector),
                  "send TerminateSectors to the miner actor from its owner or worker, for instance"
                      + " with 'lotus-shed sectors terminate --really-do-it %s'"
                          .formatted(sector)));
      case "remove_files" ->
          Optional.of(
              CommandFailure.refused(
                  "the lotus-miner does not delete files of sector %s, which it has no record of"
                      .formatted(sector),
                  "delete them on their hosts, at the paths in 'sealwright storage find %s'"
                      .formatted(sector)));
      default -> Optional.empty();
    };
  }

  @Override
  public void rescue(SectorNumber sector, Way.Kind way, Wish wish, Basis basis)
      throws CommandFailure, InterruptedException {
    if (way != Way.Kind.TERMINATE) {
      throw cannotGo(sector, way);
    }
    carryOut(sector, wish, basis);
  }

  private CommandFailure cannotGo(SectorNumber sector, Way.Kind way) {
    return switch (way) {
      case TERMINATE -> throw new IllegalArgumentException("its API ends sectors");
      case RECOVER ->
          cannot(
              "seal a sector again",
              "make its files with 'sealwright recover --miner %s --sectors %s', and attach the"
                      .formatted(facts.sectors().miner(), sector)
                  + " result with 'lotus-miner storage attach'");
      case RESTORE, ADOPT ->
          cannot(
              "take files for a sector's own",
              "put them on an attached path, and tell it with 'lotus-miner storage redeclare'");
      case DECLARE ->
          cannot("declare a fault on demand", "its next window finds the fault, for the same fee");
    };
  }

  private static CommandFailure cannot(String what, String remedy) {
    return CommandFailure.refused("a lotus-miner's API cannot " + what, remedy);
  }

  @Override
  public String reset(ClearingPlan plan, Wish wish, Optional<RestartPoint> point)
      throws CommandFailure, InterruptedException {
    Optional<CommandFailure> objection = objection(plan, point);
    if (objection.isPresent()) {
      throw objection.get();
    }
    same(plan.sector(), wish, plan.basis());
    String state = ResetCommand.advised(plan).orElseThrow();
    miner.ask(facts.api().sectors().update().ask(plan.sector(), state));
    return state;
  }
}
