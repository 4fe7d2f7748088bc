package io.sealwright.engine.standing;

import io.sealwright.engine.life.Seed;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A chain as one of its miners looks at it, through a full node. */
public final class MinerChain {
  private static final long SEAL_RANDOMNESS = 5;
  private static final long INTERACTIVE_CHALLENGE = 6;
  private static final long POST_CHAIN_COMMIT = 9;

  private final Asking asking;
  private final MinerId miner;
  private final NetworkRules rules;
  private final SenderSettings settings;
  private final EndedSectors ended = new EndedSectors();

  public MinerChain(FullNode node, MinerId miner, NetworkRules rules, SenderSettings settings) {
    this.asking = new Asking(node);
    this.miner = miner;
    this.rules = rules;
    this.settings = settings;
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
    return facts(question, asking.node().head());
  }

  /** The facts of a head. */
  public MinerFacts facts(Question question, Tipset head)
      throws RpcException, InterruptedException {
    Address address = Address.of(miner);
    ChainRead read = new SectorReader(asking, address, head).read(question.sectors);
    List<Epoch> opens =
        asking
            .one(asking.node().api().miner().provingDeadline().ask(address, head.key()))
            .map(Deadlines::new)
            .map(d -> IntStream.range(0, Deadline.PER_PERIOD).mapToObj(d::opens).toList())
            .orElse(List.of());
    List<RecordFate> fates = new FateReader(asking, rules, head).read(question.messages);
    List<OutboxRecord> underWay =
        fates.stream().filter(RecordFate::isUnderWay).map(RecordFate::record).toList();
    return new MinerFacts(
        rules,
        head.height(),
        standings(question.sectors, read, head.height()),
        read.places().orElse(Map.of()),
        opens,
        fates,
        question.settled,
        new FundsReader(asking, miner, rules, settings).read(question.proof, underWay, head));
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
    return new Ticket(fromTickets(SEAL_RANDOMNESS, epoch, entropy()));
  }

  /** What a proof of replication has to open, by the beacon of an epoch. */
  public Seed seed(Epoch epoch) throws RpcException, InterruptedException {
    Tipset head = asking.node().head();
    ByteString drawn =
        asking
            .node()
            .ask(
                asking
                    .node()
                    .api()
                    .randomness()
                    .fromBeacon()
                    .ask(INTERACTIVE_CHALLENGE, epoch, entropy(), head.key()));
    return new Seed(bytes32(drawn), epoch);
  }

  /** What ties a window PoSt to this chain, by the chain's tickets up to an epoch. */
  public Bytes32 chainCommit(Epoch epoch) throws RpcException, InterruptedException {
    return fromTickets(POST_CHAIN_COMMIT, epoch, ByteString.EMPTY);
  }

  private Bytes32 fromTickets(long purpose, Epoch epoch, ByteString entropy)
      throws RpcException, InterruptedException {
    Tipset head = asking.node().head();
    return bytes32(
        asking
            .node()
            .ask(
                asking
                    .node()
                    .api()
                    .randomness()
                    .fromTickets()
                    .ask(purpose, epoch, entropy, head.key())));
  }

  private ByteString entropy() {
    return ByteString.of(AddressCbor.ADDRESS.encode(Address.of(miner)));
  }

  private static Bytes32 bytes32(ByteString drawn) throws RpcException {
    if (drawn.size() != Bytes32.LENGTH) {
      throw new RpcException.Misunderstood(
          "randomness of " + drawn.size() + " bytes instead of 32");
    }
    return Bytes32.of(drawn.toBytes());
  }
}
