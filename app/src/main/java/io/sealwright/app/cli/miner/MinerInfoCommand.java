package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.summary.MinerFunds;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.node.Alert;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.chain.TipsetKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a miner at a glance. */
@Command(name = "info")
public final class MinerInfoCommand extends Showing {
  @Mixin private Target target = new Target();

  @Option(names = {"--hide-sectors", "--hide-sectors-info"})
  boolean hideSectors;

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    try (Link miner = target.miner.open();
        Link node = target.node.open()) {
      Address address = Address.of(target.actor(miner));
      MinerGlance glance =
          new MinerGlance(chain(node, address), process(miner), funds(node, address), !hideSectors);
      Duration delay = Duration.ofSeconds(node.version().blockDelaySeconds());
      GlanceReport report =
          new GlanceReport(reports, glance, new Measures(reports.words(), delay), Instant.now());
      reports.print(report::write, report::print);
    }
  }

  private static MinerGlance.OnChain chain(Link node, Address address)
      throws CommandFailure, InterruptedException {
    FullApi full = Target.full(node);
    return new MinerGlance.OnChain(
        address.text(node.network().letter()),
        node.network().letter(),
        Target.ask(node, full.chain().head().ask()),
        Target.ask(node, full.miner().identity().ask(address, TipsetKey.HEAD)),
        Target.ask(node, full.miner().power().ask(address, TipsetKey.HEAD)),
        Target.ask(node, full.miner().sectorCount().ask(address, TipsetKey.HEAD)),
        Target.ask(node, full.miner().provingDeadline().ask(address, TipsetKey.HEAD)));
  }

  private MinerGlance.Server process(Link miner) throws CommandFailure, InterruptedException {
    MinerApi api = Target.api(miner);
    Collection<Worker> workers = new WorkSource(miner).workers().values();
    return new MinerGlance.Server(
        Target.ask(miner, api.actor().runtimeSubsystems().ask()),
        ifKnown(miner, api.common().startTime().ask()),
        ifKnown(miner, api.common().logAlerts().ask())
            .map(alerts -> alerts.stream().filter(Alert::active).toList()),
        hideSectors ? Map.of() : Target.ask(miner, api.sectors().summary().ask()),
        hideSectors ? 0 : ifKnown(miner, OwnMiner.API.withheld().ask()).map(List::size).orElse(0),
        workers);
  }

  /** The answer of a server that has the method; old ones lack some. */
  private static <R> Optional<R> ifKnown(Link link, Ask<R> ask)
      throws CommandFailure, InterruptedException {
    return link.during(() -> {
      try {
        return Optional.of(link.client().call(ask));
      } catch (Refused e) {
        if (e.code() == RpcError.NO_SUCH_METHOD) {
          return Optional.empty();
        }
        throw e;
      }
    });
  }

  private static MinerGlance.Funds funds(Link node, Address address)
      throws CommandFailure, InterruptedException {
    FullApi full = Target.full(node);
    Actor actor = Target.ask(node, full.state().getActor().ask(address, TipsetKey.HEAD));
    MinerIdentity identity = Target.ask(node, full.miner().identity().ask(address, TipsetKey.HEAD));
    return new MinerGlance.Funds(
        actor.balance(),
        held(node, actor),
        Target.ask(node, full.market().balance().ask(address, TipsetKey.HEAD)),
        Target.ask(node, full.wallet().balance().ask(identity.worker())),
        sum(node, identity.controls()));
  }

  private static Optional<TokenAmount> sum(Link node, List<Address> controls)
      throws CommandFailure, InterruptedException {
    Optional<TokenAmount> sum = Optional.empty();
    for (Address control : controls) {
      TokenAmount own = Target.ask(node, Target.full(node).wallet().balance().ask(control));
      sum = Optional.of(sum.orElse(TokenAmount.ZERO).plus(own));
    }
    return sum;
  }

  /** What the actor holds back stands in its state alone. */
  private static MinerFunds held(Link node, Actor actor)
      throws CommandFailure, InterruptedException {
    try {
      return MinerFunds.of(Target.ask(node, Target.full(node).chain().readObj().ask(actor.head())));
    } catch (CborException e) {
      throw CommandFailure.unreachable(
              "the state of the miner's actor is of an unknown form: " + e.getMessage(),
              "see whether there is a newer version of this program")
          .because(e);
    }
  }
}
