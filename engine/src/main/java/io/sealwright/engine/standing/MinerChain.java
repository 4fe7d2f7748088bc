package io.sealwright.engine.standing;

import io.sealwright.engine.life.Seed;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.lotus.api.MinerQueries;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chain as one of its miners looks at it, through a full node. */
public final class MinerChain {
  private static final Logger LOG = LoggerFactory.getLogger(MinerChain.class);

  private final Asking asking;
  private final MinerId miner;
  private volatile NetworkRules rules;
  private final SenderSettings settings;
  private final MinerQueries queries;
  private final EndedSectors ended = new EndedSectors();
  private volatile Optional<HeadSeen> seen;

  /** A miner's view of a chain of which no head was seen yet. */
  public MinerChain(FullNode node, MinerId miner, NetworkRules rules, SenderSettings settings) {
    this(node, miner, rules, settings, Optional.empty());
  }

  /**
   * A miner's view of a chain.
   *
   * @param rules as they are now; the version is asked again with all facts
   * @param seen the last head that is known of it
   */
  public MinerChain(
      FullNode node,
      MinerId miner,
      NetworkRules rules,
      SenderSettings settings,
      Optional<HeadSeen> seen) {
    this.asking = new Asking(node);
    this.queries = new MinerQueries(node.api(), miner);
    this.miner = miner;
    this.rules = rules;
    this.settings = settings;
    this.seen = seen;
  }

  /**
   * What is to be learned.
   *
   * @param sectors whose standing is asked
   * @param proof of the sectors that money is needed for
   * @param messages that are not settled
   * @param settled what became of earlier messages that the sectors still know
   */
  public record Question(
      Set<SectorNumber> sectors,
      SealProof proof,
      List<OutboxRecord> messages,
      Map<Cid, MessageFate> settled) {
    public Question {
      sectors = Set.copyOf(sectors);
      messages = List.copyOf(messages);
      settled = Map.copyOf(settled);
    }
  }

  /**
   * The facts of the head that is.
   *
   * @throws RpcException if not even the head could be learned, or the token does not serve
   */
  public MinerFacts facts(Question question) throws RpcException, InterruptedException {
    Tipset head = asking.node().head();
    seen = Optional.of(HeadSeen.of(head));
    return facts(question, head);
  }

  /**
   * What is left to go by while the node does not answer: nothing of any sector or message, but
   * what was settled before, and how far the chain may have come. None if no head was seen yet.
   */
  public Optional<MinerFacts> unasked(Question question, Instant now) {
    NetworkRules known = rules;
    return seen.map(last ->
        new MinerFacts(
            known,
            last.furthest(now, known.blockDelay()),
            Map.of(),
            Map.of(),
            List.of(),
            question.messages.stream()
                .map(record -> RecordFate.of(record, new MessageFate.Unknown()))
                .toList(),
            question.settled,
            Optional.empty()));
  }

  /** The facts of a head. */
  public MinerFacts facts(Question question, Tipset head)
      throws RpcException, InterruptedException {
    Address address = Address.of(miner);
    NetworkRules standing = rules(head);
    ChainRead read = new SectorReader(asking, miner, head).read(question.sectors);
    List<Epoch> opens =
        asking
            .one(asking.node().api().miner().provingDeadline().ask(address, head.key()))
            .map(Deadlines::new)
            .map(d -> IntStream.range(0, Deadline.PER_PERIOD).mapToObj(d::opens).toList())
            .orElse(List.of());
    List<RecordFate> fates = new FateReader(asking, standing, head).read(question.messages);
    List<OutboxRecord> underWay =
        fates.stream().filter(RecordFate::isUnderWay).map(RecordFate::record).toList();
    return new MinerFacts(
        standing,
        head.height(),
        standings(question.sectors, read, head.height()),
        read.places().orElse(Map.of()),
        opens,
        fates,
        question.settled,
        new FundsReader(asking, miner, standing, settings).read(question.proof, underWay, head));
  }

  /** An upgrade needs no restart. Without an answer the version is the one that was told last. */
  private NetworkRules rules(Tipset head) throws RpcException, InterruptedException {
    NetworkRules before = rules;
    NetworkVersion version =
        asking
            .one(asking.node().api().state().networkVersion().ask(head.key()))
            .orElse(before.version());
    if (version.equals(before.version())) {
      return before;
    }
    NetworkRules after = before.at(version);
    LOG.info("the network has version {} after {}", version, before.version());
    rules = after;
    return after;
  }

  private Map<SectorNumber, ChainStanding> standings(
      Set<SectorNumber> sectors, ChainRead read, Epoch head) {
    Map<SectorNumber, ChainStanding> standings = new HashMap<>();
    Set<SectorNumber> live = new HashSet<>();
    for (SectorNumber sector : sectors) {
      ChainStanding standing = read.standing(sector, number -> ended.seen(number, head));
      standings.put(sector, standing);
      if (!(standing instanceof ChainStanding.Ended || standing instanceof ChainStanding.Unknown)) {
        live.add(sector);
      }
    }
    ended.forget(live);
    return standings;
  }

  /** The miner's seal randomness of an epoch. */
  public Ticket ticket(Epoch epoch) throws RpcException, InterruptedException {
    return new Ticket(draw(queries.ticket(epoch, head())));
  }

  /** What a proof of replication has to open, by the beacon of an epoch. */
  public Seed seed(Epoch epoch) throws RpcException, InterruptedException {
    return new Seed(draw(queries.seed(epoch, head())), epoch);
  }

  /** What ties a window PoSt to this chain, by the chain's tickets up to an epoch. */
  public Bytes32 chainCommit(Epoch epoch) throws RpcException, InterruptedException {
    return draw(queries.chainCommit(epoch, head()));
  }

  private TipsetKey head() throws RpcException, InterruptedException {
    return asking.node().head().key();
  }

  private Bytes32 draw(Ask<ByteString> ask) throws RpcException, InterruptedException {
    return MinerQueries.drawn(asking.node().ask(ask));
  }
}
