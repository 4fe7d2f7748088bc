package io.sealwright.engine.standing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.life.next.Lifecycle;
import io.sealwright.engine.life.next.Next;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.sending.miner.Delivery;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.SubmitWindowedPost;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sectors on their way over a real chain; what work would make is made up. */
public final class Line {
  private static final EpochSpan LIFE = new EpochSpan(200 * 2880);
  private static final long WINDOW_PROOF = 10;

  private final DevMiner miner;
  private final MemoryOutbox outbox;
  private final Map<SectorNumber, SectorState> states = new LinkedHashMap<>();
  private final Map<SectorNumber, SectorLog> logs = new HashMap<>();
  private final MinerChain chain;
  private MinerSender sender;

  /** Files that cannot be read, and proofs that are none. */
  public final Set<SectorNumber> lost = new HashSet<>();

  public final Set<SectorNumber> unprovable = new HashSet<>();

  /** Whether windows are proven. */
  public boolean onDuty = true;

  /** What was answered to the requests of the last step. */
  public List<Delivery> deliveries = List.of();

  public Line(DevMiner miner, MemoryOutbox outbox, SenderSettings settings, long... numbers) {
    this.miner = miner;
    this.outbox = outbox;
    this.chain = new MinerChain(miner.node(), DevMiner.MINER, DevMiner.RULES, settings);
    this.sender = new MinerSender(miner.node(), DevMiner.MINER, DevMiner.RULES, outbox, settings);
    for (long number : numbers) {
      SectorNumber sector = new SectorNumber(number);
      SectorId id = new SectorId(DevMiner.MINER, sector);
      states.put(sector, new SectorState.Packing(new Evidence.Pledged(id, DevMiner.PROOF, LIFE)));
      logs.put(sector, SectorLog.EMPTY);
    }
  }

  public SectorState state(long number) {
    return requireNonNull(states.get(new SectorNumber(number)));
  }

  public MinerSender sender() {
    return sender;
  }

  /** The facts of all its sectors, and what is settled is settled. */
  public MinerFacts facts() throws Exception {
    Set<Cid> known = new HashSet<>();
    states
        .values()
        .forEach(state -> MinerFacts.sent(state).forEach(sent -> known.add(sent.message())));
    MinerFacts facts =
        chain.facts(
            new MinerChain.Question(
                states.keySet(), DevMiner.PROOF, outbox.pending(), outbox.settled(known)));
    sender.settle(facts.fates(), facts.head());
    return facts;
  }

  /** Every sector gets what it needs at this head; then there is a new one. */
  public void step() throws Exception {
    act();
    miner.advance(1);
  }

  public void act() throws Exception {
    if (onDuty) {
      prove();
    }
    MinerFacts facts = facts();
    List<Request> requests = new ArrayList<>();
    for (SectorNumber sector : List.copyOf(states.keySet())) {
      Next next = next(sector, facts);
      while (isDoneAtOnce(next)) {
        act(sector, next);
        next = next(sector, facts);
      }
      if (next instanceof Next.Send send) {
        requests.add(send.request());
      }
    }
    deliveries = sender.deliver(requests, facts.places());
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Delivery.UnderWay(Request request, Sent sent)) {
        apply(request.known().pledged().id().number(), request.whenSent(sent));
      }
    }
  }

  public Next next(SectorNumber sector, MinerFacts facts) {
    FileCondition files =
        lost.contains(sector) ? FileCondition.UNREACHABLE : FileCondition.READABLE;
    return Lifecycle.next(
        requireNonNull(states.get(sector)), facts.of(sector, own(sector, files), miner.now()));
  }

  private MinerFacts.Own own(SectorNumber sector, FileCondition files) {
    SectorLog log = requireNonNull(logs.get(sector));
    return new MinerFacts.Own(
        log.entries().isEmpty() ? Instant.EPOCH : log.entries().getLast().at(),
        log.failures(),
        MinerFacts.sent(requireNonNull(states.get(sector))),
        files);
  }

  private static boolean isDoneAtOnce(Next next) {
    return next instanceof Next.Run
        || next instanceof Next.WriteDown
        || next instanceof Next.DrawTicket
        || next instanceof Next.DrawSeed;
  }

  private void act(SectorNumber sector, Next next) throws Exception {
    switch (next) {
      case Next.Run run -> apply(sector, done(sector, run.task()));
      case Next.WriteDown written -> apply(sector, written.event());
      case Next.DrawTicket draw ->
          apply(sector, new SectorEvent.TicketDrawn(chain.ticket(draw.epoch()), draw.epoch()));
      case Next.DrawSeed draw -> apply(sector, new SectorEvent.SeedDrawn(chain.seed(draw.epoch())));
      default -> throw new AssertionError(next);
    }
  }

  private SectorEvent done(SectorNumber sector, TaskType task) {
    return switch (task) {
      case AP -> new SectorEvent.Packed(List.of(Specimens.zeros()), Specimens.HOST);
      case PC1 -> new SectorEvent.Labelled(Specimens.LABELLED.commD(), Specimens.HOST);
      case PC2 -> new SectorEvent.Replicated(replica(sector));
      case C1 -> new SectorEvent.OpeningsMade();
      case C2 -> new SectorEvent.ProofMade(proof(sector));
      case FIN -> new SectorEvent.Trimmed();
      case GET -> new SectorEvent.Stored(Specimens.STORE);
      case WDP -> throw new AssertionError("a window is proven, not a sector");
    };
  }

  public static CommR replica(SectorNumber sector) {
    return new CommR(Bytes32.repeat((int) (sector.number() % 60) + 1));
  }

  private SectorProof proof(SectorNumber sector) {
    return SectorProof.of(
        unprovable.contains(sector)
            ? ByteString.of(new byte[192])
            : WithheldProofs.ofSeal(DevMiner.PROOF));
  }

  public void apply(SectorNumber sector, SectorEvent event) {
    Outcome outcome = Transitions.on(requireNonNull(states.get(sector)), event);
    assertThat(outcome).as(event.toString()).isInstanceOf(Outcome.Changed.class);
    SectorState state = ((Outcome.Changed) outcome).state();
    states.put(sector, state);
    logs.put(
        sector,
        requireNonNull(logs.get(sector))
            .plus(new SectorLog.Entry(miner.now(), event, state.name())));
  }

  /** Steps until a sector is in a state; fails after so many steps. */
  public void until(long number, Class<? extends SectorState> state, int most) throws Exception {
    for (int i = 0; i < most && !state.isInstance(state(number)); i++) {
      step();
    }
    assertThat(state(number)).isInstanceOf(state);
  }

  /** Proves the partitions of the open window that have good sectors. */
  private void prove() throws Exception {
    Address address = Address.of(DevMiner.MINER);
    var api = miner.node().api().miner();
    ProvingDeadline due = miner.node().ask(api.provingDeadline().ask(address, TipsetKey.HEAD));
    if (!due.now().equals(due.open())) {
      return;
    }
    List<ShownPartition> partitions =
        miner.node().ask(api.partitions().ask(address, due.index(), TipsetKey.HEAD));
    for (int i = 0; i < partitions.size(); i++) {
      ShownPartition partition = partitions.get(i);
      Bitfield skipped = skipped(partition);
      Bitfield good =
          partition.live().minus(partition.faulty()).union(partition.recovering()).minus(skipped);
      if (!good.isEmpty()) {
        send(post(due, i, skipped));
      }
    }
  }

  public Sent send(SubmitWindowedPost post) throws Exception {
    return sender.sendOnce(
        "window-post %s %s".formatted(post.committed(), post.partitions()),
        MessagePurpose.WINDOW_POST,
        ByteString.of(MethodCbor.SUBMIT_WINDOWED_POST.encode(post)));
  }

  private Bitfield skipped(ShownPartition partition) {
    return Bitfield.of(lost.stream().mapToLong(SectorNumber::number).toArray())
        .intersect(partition.live());
  }

  public SubmitWindowedPost post(ProvingDeadline due, long partition, Bitfield skipped)
      throws Exception {
    return new SubmitWindowedPost(
        due.index(),
        List.of(new SubmitWindowedPost.ProvenPartition(partition, skipped)),
        List.of(new PostProof(WINDOW_PROOF, WithheldProofs.ofWindow(1))),
        due.challenge(),
        chain.chainCommit(due.challenge()));
  }
}
