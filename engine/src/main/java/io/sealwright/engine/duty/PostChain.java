package io.sealwright.engine.duty;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.api.MinerQueries;
import io.sealwright.lotus.api.full.MinerStateMethods;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.node.MinerFigures.ShownDeadline;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the duty asks the chain, each question about the state of one head. */
final class PostChain {
  /** Lotus looks so far back for a message; a window is long over then. */
  private static final EpochSpan SEARCHED = new EpochSpan(900);

  private final FullNode node;
  private final MinerStateMethods api;
  private final Address miner;
  private final MinerQueries queries;

  PostChain(FullNode node, MinerId miner) {
    this.node = node;
    this.api = node.api().miner();
    this.miner = Address.of(miner);
    this.queries = new MinerQueries(node.api(), miner);
  }

  Tipset head() throws RpcException, InterruptedException {
    return node.head();
  }

  /** When a head was due. */
  static Instant time(Tipset head) {
    return Instant.ofEpochSecond(head.blocks().getFirst().timestamp());
  }

  MinerIdentity identity(Tipset head) throws RpcException, InterruptedException {
    return node.ask(api.identity().ask(miner, head.key()));
  }

  ProvingDeadline due(Tipset head) throws RpcException, InterruptedException {
    return node.ask(api.provingDeadline().ask(miner, head.key()));
  }

  /** A window with its partitions; only in one that is open something is posted already. */
  DueWindow window(Window window, Tipset head) throws RpcException, InterruptedException {
    List<DuePartition> partitions = new ArrayList<>();
    for (ShownPartition shown :
        node.ask(api.partitions().ask(miner, (long) window.index(), head.key()))) {
      partitions.add(
          new DuePartition(partitions.size(), shown.live(), shown.faulty(), shown.recovering()));
    }
    return new DueWindow(window, partitions, posted(window, head));
  }

  private Bitfield posted(Window window, Tipset head) throws RpcException, InterruptedException {
    if (head.height().isBefore(window.open())) {
      return Bitfield.EMPTY;
    }
    List<ShownDeadline> deadlines = node.ask(api.deadlines().ask(miner, head.key()));
    return deadlines.get(window.index()).posted();
  }

  List<Sector> sectors(Bitfield numbers, Tipset head) throws RpcException, InterruptedException {
    return node.ask(api.sectors().ask(miner, Optional.of(numbers), head.key()));
  }

  /** The randomness that picks the leaves of a window, drawn at an epoch. */
  Bytes32 challenge(Epoch epoch, Tipset head) throws RpcException, InterruptedException {
    return MinerQueries.drawn(node.ask(queries.windowChallenge(epoch, head.key())));
  }

  /** The randomness that ties a proof to this chain. */
  Bytes32 commitment(Epoch epoch, Tipset head) throws RpcException, InterruptedException {
    return MinerQueries.drawn(node.ask(queries.chainCommit(epoch, head.key())));
  }

  /** How a message ended, if the chain carried it out. */
  Optional<MessageFate> fate(Progress.OnItsWay sent, Tipset head)
      throws RpcException, InterruptedException {
    Optional<MessageLookup> found =
        node.ask(
            node.api()
                .state()
                .searchMsg()
                .ask(head.key(), sent.message(), new Epoch(SEARCHED.epochs()), true));
    return found.map(lookup ->
        new MessageFate(lookup.receipt().exitCode(), lookup.height().minus(new EpochSpan(1))));
  }
}
